package com.sysdig.autoscaler.admission;

import static com.sysdig.autoscaler.admission.Admitting.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.sample.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarningsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Workload OTHER = new Workload(WorkloadKind.STATEFUL_SET, "pay", "db");

    private final Admitting admitting = new Admitting();

    @Test
    void replicasOfAnAppliedManifest() {
        var kubectl = with("kubectl.kubernetes.io/last-applied-configuration", "{\"spec\":{\"replicas\":3}}");
        var without = with("kubectl.kubernetes.io/last-applied-configuration", "{\"spec\":{\"paused\":false}}");
        var broken = with("kubectl.kubernetes.io/last-applied-configuration", "{\"spec\":{\"replicas\":3}");

        assertThat(admitting.warnings(Bodies.review(kubectl)))
                .singleElement()
                .asString()
                .contains("spec.replicas is set in the manifest");
        assertThat(admitting.warnings(Bodies.review(without))).isEmpty();
        assertThat(admitting.warnings(Bodies.review(broken))).isEmpty();
    }

    @Test
    void replicasOfServerSideApply() {
        assertThat(warningsAbout(managed("Apply", "", "f:replicas")))
                .singleElement()
                .asString()
                .contains("spec.replicas is set in the manifest");
        assertThat(warningsAbout(managed("Update", "", "f:replicas"))).isEmpty();
        assertThat(warningsAbout(managed("Apply", "scale", "f:replicas"))).isEmpty();
        assertThat(warningsAbout(managed("Apply", "", "f:paused"))).isEmpty();
    }

    @Test
    void maximumBelowTheReplicasOfNow() {
        assertThat(warningsAbout(request -> Bodies.spec(request).put("replicas", 11)))
                .containsExactly(
                        "sysdig.com/scale-max-replicas is 10, but there are 11 replicas now: they shrink at once");
        assertThat(warningsAbout(request -> Bodies.spec(request).put("replicas", 10)))
                .isEmpty();
        assertThat(warningsAbout(request -> Bodies.spec(request).remove("replicas")))
                .isEmpty();
    }

    @Test
    void maximumThatIsNotInForceWarnsOfNothing() {
        var paused = with("sysdig.com/scale-paused", "down");

        assertThat(admitting.warnings(
                        Bodies.review(paused, request -> Bodies.spec(request).put("replicas", 11))))
                .isEmpty();
    }

    @Test
    void queryWhoseTopYieldsSeveralNumbers() {
        assertThat(admitting.warnings(Bodies.review(query("queue_depth"))))
                .singleElement()
                .asString()
                .startsWith("sysdig.com/scale-query may yield several numbers");
        assertThat(admitting.warnings(Bodies.review(query("sum(queue_depth)")))).isEmpty();
    }

    @Test
    void windowShorterThanTwoSamples() {
        var review = Bodies.review(with("sysdig.com/scale-window", "30s"));

        assertThat(Admitting.warnings(admitting.reply(review, Duration.ofSeconds(16))))
                .containsExactly(
                        "sysdig.com/scale-window is shorter than two samples, which are 16s apart: write 32s or more");
        assertThat(Admitting.warnings(admitting.reply(review, Duration.ofSeconds(15))))
                .isEmpty();
    }

    @Test
    void metricThatWasEmptyForEveryWorkload() {
        admitting.answered(OTHER, Bodies.annotated(), new Answer.Empty(NOW));

        assertThat(admitting.warnings(Bodies.review(Bodies.annotated())))
                .singleElement()
                .asString()
                .startsWith("sysdig.com/scale-metric: Sysdig has no series of this metric");
    }

    @Test
    void metricIsUnknownNoLongerOnceAWorkloadHasIt() {
        admitting.answered(OTHER, Bodies.annotated(), new Answer.Empty(NOW));
        assertThat(admitting.warnings(Bodies.review(Bodies.annotated()))).hasSize(1);

        admitting.answered(OTHER, Bodies.annotated(), fresh(1L, 1L));

        assertThat(admitting.warnings(Bodies.review(Bodies.annotated()))).isEmpty();
    }

    @Test
    void metricThatOneWorkloadHasIsKnown() {
        admitting.answered(OTHER, Bodies.annotated(), new Answer.Empty(NOW));
        admitting.answered(WEB, Bodies.annotated(), fresh(1L, 1L));

        assertThat(admitting.warnings(Bodies.review(Bodies.annotated()))).isEmpty();
    }

    @Test
    void metricThatWasThereOnceIsKnown() {
        admitting.answered(OTHER, Bodies.annotated(), fresh(1L, 1L));
        admitting.answered(OTHER, Bodies.annotated(), new Answer.Empty(NOW.plusSeconds(60)));

        assertThat(admitting.warnings(Bodies.review(Bodies.annotated()))).isEmpty();
    }

    @Test
    void emptyIsNoSurpriseWhereItMeansZero() {
        admitting.answered(OTHER, Bodies.annotated(), new Answer.Empty(NOW));

        assertThat(admitting.warnings(Bodies.review(with("sysdig.com/scale-on-empty", "zero"))))
                .isEmpty();
    }

    @Test
    void failureOfSysdigSaysNothingAboutAMetric() {
        admitting.answered(OTHER, Bodies.annotated(), new Answer.Stale(null, NOW));

        assertThat(admitting.warnings(Bodies.review(Bodies.annotated()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"avg", "min", "max", "p95"})
    void severalSeriesPerPodUnderAnotherAggregationThanSum(String aggregation) {
        var byAnother = with("sysdig.com/scale-aggregation", aggregation);
        admitting.answered(WEB, Bodies.annotated(), fresh(3L, 6L));

        assertThat(admitting.warnings(Bodies.review(byAnother)))
                .singleElement()
                .asString()
                .startsWith("sysdig.com/scale-aggregation is over series, and pods have several of them");
        assertThat(admitting.warnings(Bodies.review(Bodies.annotated()))).isEmpty();
    }

    @Test
    void oneSeriesPerPodIsNoSurprise() {
        var average = with("sysdig.com/scale-aggregation", "avg");
        admitting.answered(WEB, Bodies.annotated(), fresh(3L, 5L));
        admitting.answered(OTHER, Bodies.annotated(), fresh(3L, 6L));

        assertThat(admitting.warnings(Bodies.review(average))).isEmpty();
    }

    @Test
    void seriesOutsideOfTheScopeDoNotCount() {
        var scoped = with("sysdig.com/scale-aggregation", "avg");
        scoped.put("sysdig.com/scale-scope", "container=\"web\"");
        admitting.answered(WEB, Bodies.annotated(), fresh(3L, 6L));

        assertThat(admitting.warnings(Bodies.review(scoped))).isEmpty();
    }

    @Test
    void foreignHpa() {
        admitting.claims(WEB);

        assertThat(admitting.warnings(Bodies.review(Bodies.annotated())))
                .singleElement()
                .asString()
                .startsWith("another HorizontalPodAutoscaler scales this workload");
        admitting.exists("shop/web");
        assertThat(admitting.warnings(Bodies.review(with("sysdig.com/scale-adopt", "web"))))
                .isEmpty();
    }

    @Test
    void manyStayWithinTheLimitsOfKubernetes() {
        var annotations = new HashMap<>(Map.of("sysdig.com/scale-max-replicas", "10"));
        IntStream.range(0, 20).forEach(i -> {
            annotations.put("sysdig.com/scale-query.q" + i, "queue_depth");
            annotations.put("sysdig.com/scale-target.q" + i, "1");
        });

        var warnings = admitting.warnings(Bodies.review(annotations));

        assertThat(warnings).hasSize(12).last().isEqualTo("and 9 more warnings of Sysdig Autoscaler");
    }

    @Test
    void textIsOneLineOfBoundedLength() {
        var bounded = Warnings.bounded(Stream.of("a\nb\u0085c\ud800", "x".repeat(1000)));

        assertThat(bounded).containsExactly("a b c\uFFFD", "x".repeat(240) + "…");
    }

    private List<String> warningsAbout(Consumer<ObjectNode> change) {
        return admitting.warnings(Bodies.review(Bodies.annotated(), change));
    }

    private static Consumer<ObjectNode> managed(String operation, String subresource, String field) {
        return request -> {
            var entry = Bodies.metadata(request)
                    .putArray("managedFields")
                    .addObject()
                    .put("manager", "gitops");
            entry.putObject("fieldsV1").putObject("f:spec").putObject(field);
            entry.put("operation", operation).put("subresource", subresource);
        };
    }

    private static Map<String, String> with(String key, String value) {
        var more = new HashMap<>(Bodies.annotated());
        more.put(key, value);
        return more;
    }

    private static Map<String, String> query(String promql) {
        return Map.of(
                "sysdig.com/scale-query", promql,
                "sysdig.com/scale-target", "1",
                "sysdig.com/scale-max-replicas", "10");
    }

    private static Answer fresh(Long pods, Long series) {
        return new Answer.Fresh(Amount.ZERO, new Answer.Facts(12L, NOW, pods, series), NOW);
    }
}

package com.sysdig.autoscaler.metricsapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.annotation.AnnotationSettings;
import com.sysdig.autoscaler.annotation.RawQueries;
import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.catalog.Replicas;
import com.sysdig.autoscaler.metricsapi.Reading.Found;
import com.sysdig.autoscaler.metricsapi.Reading.Refused;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.query.QuestionMaker;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.Served;
import com.sysdig.autoscaler.sample.ServingRule;
import com.sysdig.autoscaler.sample.SourceProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExternalMetricsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:30Z");
    private static final Instant ASKED = NOW.minusSeconds(5);
    private static final Instant TAKEN = NOW.minusSeconds(9);
    private static final String METRIC = "sysdig_container_net_http_request_count";
    private static final String SELECTOR =
            "sysdig.com/kind=deployment,sysdig.com/metric=default,sysdig.com/workload=web";
    private static final Workload WEB = new Workload(WorkloadKind.DEPLOYMENT, "shop", "web");

    private final Catalog catalog = new Catalog(
            new AnnotationParser(new AnnotationSettings("prod", 1, null, 100, false, RawQueries.NAMESPACED)),
            new QuestionMaker("prod", true));
    private final AnswerStore answers = new AnswerStore(Duration.ofSeconds(45));
    private boolean complete = true;
    private final ExternalMetrics metrics =
            new ExternalMetrics(catalog, answers, new ServingRule(Duration.ofSeconds(75)), () -> NOW, () -> complete);

    @Test
    void findsTheValueByNamespaceNameAndSelector() {
        manage();
        answer(new Answer.Fresh(new Amount(105_763), new Answer.Facts(12L, TAKEN, 3L, 3L), ASKED));

        assertThat(metrics.read("shop", METRIC, SELECTOR))
                .isEqualTo(new Found(
                        METRIC,
                        Map.of(
                                "sysdig.com/kind", "deployment",
                                "sysdig.com/metric", "default",
                                "sysdig.com/workload", "web"),
                        new Served.Value(new Amount(105_763), TAKEN)));
    }

    @Test
    void isUnavailableRatherThanUnknownUntilAllWorkloadsHaveBeenSeen() {
        complete = false;
        assertRefused(metrics.read("shop", METRIC, SELECTOR), Refusal.STARTING, "deployment shop/web", "just started");

        complete = true;
        assertRefused(metrics.read("shop", METRIC, SELECTOR), Refusal.UNMANAGED_WORKLOAD, "deployment shop/web");
    }

    @Test
    void findsNamesWithCapitals() {
        manage(Map.of("sysdig.com/scale-metric", "Queue_Depth"));

        assertRefused(metrics.read("shop", "queue_depth", SELECTOR), Refusal.NOT_ASKED_YET, "has not answered");
        assertRefused(metrics.read("shop", "QUEUE_DEPTH", SELECTOR), Refusal.NOT_ASKED_YET, "has not answered");
    }

    @Test
    void saysSinceWhenSysdigFailsAndWhatToDo() {
        manage();
        var problem =
                new SourceProblem(SourceProblem.Reason.UNREACHABLE, "no connection to Sysdig; check sysdig.url", null);
        answer(new Answer.Failed(problem, ASKED.minusSeconds(60)));
        answer(new Answer.Failed(problem, ASKED));

        assertRefused(
                metrics.read("shop", METRIC, SELECTOR),
                Refusal.SOURCE_FAILED,
                "deployment shop/web keeps its size, no value for metric default: ",
                "no connection to Sysdig",
                "(since 2026-06-01T11:59:25Z)",
                "check sysdig.url");
    }

    @Test
    void keepsTheReasonsOfMissingDataApart() {
        manage();
        answer(new Answer.Empty(ASKED));
        assertRefused(metrics.read("shop", METRIC, SELECTOR), Refusal.NO_DATA, "Sysdig has no series");
        answer(new Answer.Stale(TAKEN, ASKED));
        assertRefused(metrics.read("shop", METRIC, SELECTOR), Refusal.TOO_OLD, TAKEN.toString());
        answer(new Answer.Ambiguous(3, ASKED));
        assertRefused(metrics.read("shop", METRIC, SELECTOR), Refusal.AMBIGUOUS, "3 numbers");
        answer(new Answer.NotANumber("NaN", ASKED));
        assertRefused(metrics.read("shop", METRIC, SELECTOR), Refusal.NOT_A_NUMBER, "NaN");
        answer(new Answer.Doubtful("partial", ASKED));
        assertRefused(metrics.read("shop", METRIC, SELECTOR), Refusal.DOUBTFUL, "partial");
    }

    @Test
    void saysWhyANumberIsNotBelieved() {
        manage();
        answer(number(100, 12, 3L, ASKED.minusSeconds(30)));

        answer(number(50, 3, 3L, ASKED.minusSeconds(15)));
        assertRefused(metrics.read("shop", METRIC, SELECTOR), Refusal.INCOMPLETE, "3 of 12 samples", "full again");

        answer(number(50, 12, 1L, ASKED));
        assertRefused(
                metrics.read("shop", METRIC, SELECTOR),
                Refusal.PODS_UNSEEN,
                "only 1 pods reported lately, where 3 did before and 2 are ready",
                "(since 2026-06-01T12:00:10Z)",
                "agents");

        answer(number(50, 12, null, ASKED.plusSeconds(1)));
        assertRefused(
                metrics.read("shop", METRIC, SELECTOR), Refusal.PODS_UNSEEN, "no pod reported lately, where 3 did");
    }

    @Test
    void doesNotLetAWorkloadShrinkBecauseItsPodsAreUnready() {
        manage(Map.of("sysdig.com/scale-target-type", "Value"), new Replicas(10, 2));
        answer(number(100, 12, 3L, ASKED));

        assertRefused(metrics.read("shop", METRIC, SELECTOR), Refusal.NOT_READY, "only 2 of 10 pods ready");
    }

    @Test
    void servesTheLastGoodNumberInAGapWhereAnnotated() {
        manage(Map.of("sysdig.com/scale-on-missing", "last-known/1m"));
        answer(number(100, 12, 3L, ASKED.minusSeconds(15)));
        answer(new Answer.Empty(ASKED));

        assertThat(metrics.read("shop", METRIC, SELECTOR))
                .isInstanceOfSatisfying(
                        Found.class,
                        found -> assertThat(found.value().takenAt()).isEqualTo(ASKED.minusSeconds(15)));
    }

    @Test
    void takesAnEmptyAnswerForZeroWhereAnnotated() {
        manage(Map.of("sysdig.com/scale-on-empty", "zero"));
        answer(new Answer.Empty(ASKED));

        assertThat(metrics.read("shop", METRIC, SELECTOR))
                .isInstanceOfSatisfying(
                        Found.class,
                        found -> assertThat(found.value()).isEqualTo(new Served.Value(Amount.ZERO, ASKED)));
    }

    @Test
    void quotesWhatIsWrongWithTheAnnotations() {
        manage(Map.of("sysdig.com/scale-target", "lots"));

        assertRefused(
                metrics.read("shop", METRIC, SELECTOR),
                Refusal.INVALID_ANNOTATIONS,
                "deployment shop/web keeps its size because its annotations are wrong",
                "sysdig.com/scale-target=\"lots\"");
    }

    @Test
    void saysThatAWorkloadIsNotAnnotated() {
        manage();

        assertRefused(
                metrics.read("other", METRIC, SELECTOR),
                Refusal.UNMANAGED_WORKLOAD,
                "deployment other/web has no sysdig.com/scale-* annotations");
        assertRefused(
                metrics.read("shop", METRIC, SELECTOR.replace("deployment", "statefulset")),
                Refusal.UNMANAGED_WORKLOAD,
                "statefulset shop/web");
    }

    @Test
    void saysWhichMetricsAWorkloadHas() {
        manage();

        assertRefused(
                metrics.read("shop", METRIC, SELECTOR.replace("default", "latency")),
                Refusal.UNKNOWN_METRIC,
                "sysdig.com/metric=latency",
                METRIC + " with sysdig.com/metric=default");
        assertRefused(metrics.read("shop", "another_name", SELECTOR), Refusal.UNKNOWN_METRIC, "no metric another_name");
    }

    @Test
    void refusesSelectorsThatAreNotOurs() {
        manage();

        assertRefused(metrics.read("shop", METRIC, ""), Refusal.UNKNOWN_SELECTOR, "sysdig.com/kind");
        assertRefused(metrics.read("shop", METRIC, SELECTOR + ",a=b"), Refusal.UNKNOWN_SELECTOR, "a=b");
        assertRefused(
                metrics.read("shop", METRIC, SELECTOR.replace("workload=web", "workload in (web)")),
                Refusal.UNKNOWN_SELECTOR,
                "each with '='");
        assertRefused(
                metrics.read("shop", METRIC, SELECTOR.replace("deployment", "daemonset")),
                Refusal.UNKNOWN_SELECTOR,
                "sysdig.com/kind=\"daemonset\"",
                "deployment or statefulset");
        assertRefused(metrics.read("shop", METRIC, "a in ("), Refusal.MALFORMED_SELECTOR, "expected ',' or ')'");
    }

    private void manage() {
        manage(Map.of());
    }

    private void manage(Map<String, String> changed) {
        manage(changed, new Replicas(2, 2));
    }

    private static Answer number(long amount, long samples, @Nullable Long pods, Instant at) {
        return new Answer.Fresh(new Amount(amount * 1000), new Answer.Facts(samples, 12L, at, pods, 2L, pods), at);
    }

    private void manage(Map<String, String> changed, Replicas replicas) {
        var annotations = new java.util.HashMap<>(Map.of(
                "sysdig.com/scale-metric", METRIC,
                "sysdig.com/scale-target", "100",
                "sysdig.com/scale-max-replicas", "10"));
        annotations.putAll(changed);
        catalog.put(WEB, annotations, replicas);
    }

    private void answer(Answer answer) {
        var question = catalog.find(WEB).orElseThrow().questions().get("default");
        answers.put(Map.of(question, answer));
    }

    private static void assertRefused(Reading reading, Refusal reason, String... parts) {
        assertThat(reading).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).as(refused.message()).isEqualTo(reason);
            assertThat(refused.message()).contains(parts);
        });
    }
}

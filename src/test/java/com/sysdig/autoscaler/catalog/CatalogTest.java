package com.sysdig.autoscaler.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.annotation.AnnotationSettings;
import com.sysdig.autoscaler.annotation.Parsed;
import com.sysdig.autoscaler.annotation.RawQueries;
import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.QuestionMaker;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private static final Workload WEB = new Workload(WorkloadKind.DEPLOYMENT, "shop", "web");
    private static final Replicas TWO = new Replicas(2, 2);
    private static final Map<String, String> GOOD = Map.of(
            "sysdig.com/scale-metric", "requests_total",
            "sysdig.com/scale-target", "100",
            "sysdig.com/scale-max-replicas", "10");
    private static final Map<String, String> QUERY = Map.of(
            "sysdig.com/scale-query", "sum(queue_length)",
            "sysdig.com/scale-target", "100",
            "sysdig.com/scale-max-replicas", "10");
    private static final Map<String, String> BAD = Map.of("sysdig.com/scale-metirc", "requests_total");

    private Set<Question> handWritten = Set.of();
    private final Catalog catalog = new Catalog(
            new AnnotationParser(new AnnotationSettings("prod", 1, null, 10_000, false, RawQueries.NAMESPACED)),
            new QuestionMaker("prod", true),
            () -> handWritten);

    @Test
    void knowsTheQuestionsOfAManagedWorkload() {
        catalog.put(WEB, GOOD, TWO);

        var entry = catalog.find(WEB).orElseThrow();
        assertThat(entry.replicas()).isEqualTo(TWO);
        assertThat(entry.questions()).containsOnlyKeys("default");
        assertThat(catalog.questions()).containsExactly(entry.questions().get("default"));
        assertThat(catalog.questions()).first().isInstanceOf(Question.OfWorkload.class);
    }

    @Test
    void holdsWhatWorkloadsHaveInCommonOnce() {
        var api = new Workload(WorkloadKind.DEPLOYMENT, new String("shop"), "api");
        catalog.put(WEB, GOOD, TWO);
        catalog.put(api, copied(GOOD), TWO);

        var one = catalog.find(WEB).orElseThrow();
        var other = catalog.find(api).orElseThrow();
        assertThat(other.parsed()).isSameAs(one.parsed());
        assertThat(other.workload().namespace()).isSameAs(one.workload().namespace());
        assertThat(question(api))
                .isInstanceOfSatisfying(
                        Question.OfWorkload.class,
                        asked -> assertThat(asked.shape()).isSameAs(((Question.OfWorkload) question(WEB)).shape()));
    }

    /** Equal to Prometheus, but not to who looks for what was written. */
    @Test
    void keepsHowEachRawQueryIsWritten() {
        var api = new Workload(WorkloadKind.DEPLOYMENT, "shop", "api");
        var spaced = new HashMap<>(QUERY);
        spaced.put("sysdig.com/scale-query", "sum( queue_length )");
        catalog.put(WEB, QUERY, TWO);
        catalog.put(api, spaced, TWO);

        assertThat(text(WEB)).isEqualTo("sum(queue_length)");
        assertThat(text(api)).isEqualTo("sum( queue_length )");
    }

    @Test
    void dropsAWorkloadThatLosesItsAnnotations() {
        catalog.put(WEB, GOOD, TWO);
        catalog.put(WEB, Map.of("example.com/other", "stays"), TWO);

        assertThat(catalog.find(WEB)).isEmpty();
        assertThat(catalog.questions()).isEmpty();
        assertThat(catalog.size()).isZero();
    }

    @Test
    void keepsAWorkloadWhoseAnnotationsAreWrongButAsksNothingForIt() {
        catalog.put(WEB, BAD, TWO);

        assertThat(catalog.find(WEB).orElseThrow().parsed()).isInstanceOf(Parsed.Invalid.class);
        assertThat(catalog.questions()).isEmpty();
        assertThat(catalog.size()).isEqualTo(1);
        assertThat(catalog.invalid()).isEqualTo(1);
    }

    @Test
    void doesNotParseAgainWhenOnlyOtherThingsChanged() {
        catalog.put(WEB, GOOD, TWO);
        var before = catalog.find(WEB).orElseThrow();
        var questions = catalog.questions();
        var others = new HashMap<>(GOOD);
        others.put("deployment.kubernetes.io/revision", "7");

        catalog.put(WEB, others, new Replicas(3, 2));

        var after = catalog.find(WEB).orElseThrow();
        assertThat(after.replicas()).isEqualTo(new Replicas(3, 2));
        assertThat(after.parsed()).isSameAs(before.parsed());
        assertThat(catalog.questions()).isSameAs(questions);
    }

    @Test
    void followsAChangeOfOurAnnotations() {
        catalog.put(WEB, GOOD, TWO);
        var before = catalog.questions();
        var changed = new HashMap<>(GOOD);
        changed.put("sysdig.com/scale-window", "5m");

        catalog.put(WEB, changed, TWO);

        assertThat(catalog.questions()).hasSize(1).doesNotContainAnyElementsOf(before);
    }

    @Test
    void findsAWorkloadByTheSelectorOfItsHpa() {
        var longName = new Workload(WorkloadKind.STATEFUL_SET, "shop", "database-" + "x".repeat(80));
        catalog.put(WEB, GOOD, TWO);
        catalog.put(longName, GOOD, TWO);

        assertThat(catalog.find(WorkloadKind.DEPLOYMENT, "shop", "web"))
                .hasValueSatisfying(entry -> assertThat(entry.workload()).isEqualTo(WEB));
        assertThat(catalog.find(WorkloadKind.STATEFUL_SET, "shop", MetricAddress.workloadLabel(longName.name())))
                .hasValueSatisfying(entry -> assertThat(entry.workload()).isEqualTo(longName));
        assertThat(catalog.find(WorkloadKind.STATEFUL_SET, "shop", "web")).isEmpty();
        assertThat(catalog.find(longName)).isPresent();
    }

    @Test
    void asksOnceForWhatTwoWorkloadsAskAlike() {
        catalog.put(WEB, QUERY, TWO);
        catalog.put(new Workload(WorkloadKind.DEPLOYMENT, "shop", "api"), QUERY, TWO);

        assertThat(catalog.questions()).hasSize(1);
        catalog.remove(WEB);
        assertThat(catalog.questions()).hasSize(1);
    }

    @Test
    void tellsWhoAsksARawQueryAndWhichQuestionsHaveToFindSomething() {
        var errors = new HashMap<>(GOOD);
        errors.put("sysdig.com/scale-metric", "errors_total");
        errors.put("sysdig.com/scale-on-empty", "zero");
        var api = new Workload(WorkloadKind.DEPLOYMENT, "pay", "api");
        var batch = new Workload(WorkloadKind.DEPLOYMENT, "pay", "batch");
        catalog.put(WEB, GOOD, TWO);
        catalog.put(api, QUERY, TWO);
        catalog.put(batch, errors, TWO);

        var demand = catalog.demand();
        assertThat(question(api))
                .isInstanceOfSatisfying(
                        Question.OfQuery.class,
                        asked -> assertThat(demand.namespaces(asked)).containsExactly("pay"));
        assertThat(demand.isExpectant(question(WEB))).isTrue();
        assertThat(demand.isExpectant(question(batch))).isFalse();
        assertThat(catalog.demand()).isSameAs(demand);
    }

    @Test
    void nothingIsZeroOnlyWhereEverybodyWhoAsksTakesItForThat() {
        var zero = new HashMap<>(QUERY);
        zero.put("sysdig.com/scale-on-empty", "zero");
        catalog.put(WEB, zero, TWO);
        var question = question(WEB);
        assertThat(catalog.demand().isZeroIfEmpty(question)).isTrue();

        handWritten = Set.of(question);
        assertThat(catalog.demand().isZeroIfEmpty(question)).isFalse();

        handWritten = Set.of();
        catalog.put(new Workload(WorkloadKind.DEPLOYMENT, "shop", "api"), QUERY, TWO);
        assertThat(catalog.demand().isZeroIfEmpty(question)).isFalse();
    }

    @Test
    void doesNotReadTwiceWhatItHasRead() {
        catalog.put(WEB, GOOD, TWO);
        var known = catalog.find(WEB).orElseThrow().parsed();

        var beside = new HashMap<>(GOOD);
        beside.put("example.com/other", "changed");
        assertThat(catalog.parsed(WEB, beside)).isSameAs(known);
        assertThat(catalog.parsed(new Workload(WorkloadKind.DEPLOYMENT, "shop", "other"), GOOD))
                .isEqualTo(known)
                .isNotSameAs(known);
        assertThat(catalog.parsed(WEB, BAD)).isInstanceOf(Parsed.Invalid.class);
        assertThat(catalog.parsed(WEB, Map.of())).isInstanceOf(Parsed.Unmanaged.class);
    }

    private String text(Workload workload) {
        return catalog.find(workload).orElseThrow().parsed() instanceof Parsed.Valid(var policy)
                        && policy.metrics().getFirst().source() instanceof MetricSpec.Query(var query)
                ? query.text()
                : "no query";
    }

    /** With strings of its own, as an informer reads them. */
    private static Map<String, String> copied(Map<String, String> annotations) {
        var copy = new HashMap<String, String>();
        annotations.forEach((key, value) -> copy.put(new String(key), new String(value)));
        return copy;
    }

    private Question question(Workload workload) {
        return catalog.find(workload)
                .orElseThrow()
                .questions()
                .values()
                .iterator()
                .next();
    }
}

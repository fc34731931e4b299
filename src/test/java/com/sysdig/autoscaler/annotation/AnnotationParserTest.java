package com.sysdig.autoscaler.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sysdig.autoscaler.policy.Bounds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnnotationParserTest {
    private static final String METRIC = "sysdig.com/scale-metric";
    private static final String QUERY = "sysdig.com/scale-query";
    private static final String TARGET = "sysdig.com/scale-target";
    private static final String MIN = "sysdig.com/scale-min-replicas";
    private static final String MAX = "sysdig.com/scale-max-replicas";

    @Test
    void leavesWorkloadsWithoutOurAnnotationsAlone() {
        var others =
                Map.of("app", "web", "sysdig.com/team", "a", "sysdig.com/scale", "x", "xsysdig.com/scale-metric", "y");

        assertThat(Annotated.parse(Annotated.SETTINGS, others)).isEqualTo(new Parsed.Unmanaged());
        assertThat(Annotated.parse(Annotated.SETTINGS, Map.of())).isEqualTo(new Parsed.Unmanaged());
    }

    @Test
    void managesAWorkloadWithAnyOfOurKeys() {
        assertThat(Annotated.problems(Annotated.SETTINGS, Map.of("sysdig.com/scale-nonsense", "1")))
                .extracting(Problem::key)
                .contains("sysdig.com/scale-nonsense");
    }

    @Test
    void reportsAllProblemsTogetherInAnOrderOfItsOwn() {
        var annotations = new LinkedHashMap<String, String>();
        annotations.put("sysdig.com/scale-widnow", "2m");
        annotations.put(TARGET + ".b", "nothing");
        annotations.put(MAX, "many");
        annotations.put(METRIC, "a-b");
        annotations.put("sysdig.com/scale-up-policies", "4");
        var sorted = new TreeMap<>(annotations);

        var problems = Annotated.problems(Annotated.SETTINGS, annotations);

        assertThat(problems)
                .extracting(Problem::key)
                .containsExactlyInAnyOrder(
                        "sysdig.com/scale-widnow",
                        METRIC,
                        TARGET,
                        METRIC + ".b",
                        TARGET + ".b",
                        MAX,
                        "sysdig.com/scale-up-policies");
        assertThat(Annotated.problems(Annotated.SETTINGS, sorted)).isEqualTo(problems);
    }

    @Test
    void tellsKeyValueFaultAndRemedyInOneLine() {
        var problems = Annotated.problems(Annotated.SETTINGS, with(TARGET, "a\nb"));

        assertThat(problems)
                .singleElement()
                .extracting(Problem::text)
                .isEqualTo("sysdig.com/scale-target=\"a\uFFFDb\": is not a Kubernetes quantity; "
                        + "write a Kubernetes quantity above zero, as `100`, `250m` or `1.5k`");
    }

    @Test
    void shortensLongValuesAndKeys() {
        var annotations = with(TARGET, "9".repeat(300));
        annotations.put("sysdig.com/scale-" + "x".repeat(300), "1");

        assertThat(Annotated.problems(Annotated.SETTINGS, annotations)).allSatisfy(problem -> {
            assertThat(problem.key()).hasSizeLessThanOrEqualTo(101);
            assertThat(problem.value()).hasSizeLessThanOrEqualTo(101);
        });
    }

    /** To compare each of thousands with all that there are would take seconds. */
    @Test
    void guessesWhatIsMeantByTheFirstUnknownKeysAndReportsAll() {
        var annotations = Row.base();
        IntStream.range(0, 9_000).forEach(i -> annotations.put("sysdig.com/scale-metirc.a" + i, "x"));

        var problems = Annotated.problems(Annotated.SETTINGS, annotations);

        assertThat(problems).hasSizeGreaterThanOrEqualTo(9_000);
        assertThat(problems)
                .filteredOn(problem -> problem.remedy().startsWith("did you mean"))
                .hasSize(20);
    }

    @Test
    void readsNoMoreThanTwiceTheMetricsThereMayBe() {
        var annotations = Row.base();
        IntStream.range(0, 9_000)
                .forEach(i -> annotations.put("sysdig.com/scale-metric.a" + i, "net.htp.request.count"));

        assertThat(Annotated.problems(Annotated.SETTINGS, annotations))
                .hasSizeLessThan(200)
                .anySatisfy(problem -> assertThat(problem.fault()).contains("has 9001 metrics"));
    }

    @Test
    void takesTwentyMetricsAndNoMore() {
        var annotations = Row.base();
        for (var i = 2; i <= 20; i++) {
            annotations.put(METRIC + ".m" + i, "x");
            annotations.put(TARGET + ".m" + i, "1");
        }
        assertThat(Annotated.policy(Annotated.SETTINGS, annotations).metrics()).hasSize(20);

        annotations.put(METRIC + ".m21", "x");
        annotations.put(TARGET + ".m21", "1");
        assertThat(Annotated.problems(Annotated.SETTINGS, annotations))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.fault()).isEqualTo("the workload has 21 metrics");
                    assertThat(problem.remedy()).isEqualTo("keep at most 20");
                });
    }

    @Test
    void asksForAMetricWhereNoAnnotationSpeaksOfOne() {
        assertThat(Annotated.problems(Annotated.SETTINGS, Map.of(MAX, "3", "sysdig.com/scale-cpu", "80%")))
                .extracting(Problem::key)
                .containsExactly(TARGET, METRIC);
    }

    @Test
    void readsEverythingBesideAMetricAndAQueryThatExcludeEachOther() {
        var annotations = with(QUERY, "sum((");
        annotations.put("sysdig.com/scale-window", "2");
        annotations.put("sysdig.com/scale-on-empty", "0");

        assertThat(Annotated.problems(Annotated.SETTINGS, annotations))
                .extracting(Problem::key)
                .containsExactlyInAnyOrder(QUERY, QUERY, "sysdig.com/scale-window", "sysdig.com/scale-on-empty");
    }

    @Test
    void takesTheMaximumFromTheSettings() {
        var annotations = Row.base();
        annotations.remove(MAX);

        assertThat(Annotated.policy(settings(1, 7, 10000, false), annotations).bounds())
                .isEqualTo(new Bounds(1, 7));
    }

    @Test
    void takesTheMinimumFromTheSettingsButNeverAboveTheMaximum() {
        assertThat(Annotated.policy(settings(3, null, 10000, false), Row.base()).bounds())
                .isEqualTo(new Bounds(3, 10));
        assertThat(Annotated.policy(settings(3, null, 10000, false), with(MAX, "2"))
                        .bounds())
                .isEqualTo(new Bounds(2, 2));
    }

    @Test
    void takesAMinimumOfZeroFromTheSettingsWhereThereIsAQuery() {
        var settings = settings(0, null, 10000, true);

        assertThat(Annotated.policy(settings, withQuery(MAX, "4")).bounds()).isEqualTo(new Bounds(0, 4));
        assertThat(Annotated.policy(settings, Row.base()).bounds()).isEqualTo(new Bounds(1, 10));
    }

    @Test
    void allowsNoMoreReplicasThanTheCeiling() {
        assertThat(Annotated.problems(settings(1, null, 9, false), Row.base()))
                .singleElement()
                .extracting(Problem::remedy)
                .isEqualTo("write a whole number in 1…9");
    }

    @Test
    void minimumZeroNeedsTheSettingAndAQuery() {
        assertThat(Annotated.problems(Annotated.SETTINGS, with(MIN, "0")))
                .extracting(Problem::key, Problem::fault)
                .containsExactly(
                        tuple(MIN, "0 needs the setting `autoscaler.scale-to-zero=true`"),
                        tuple(MIN, "0 needs a `sysdig.com/scale-query`, since pods that do not run report nothing"));
        assertThat(Annotated.problems(settings(1, null, 10000, true), with(MIN, "0")))
                .hasSize(1);
        assertThat(Annotated.problems(Annotated.SETTINGS, withQuery(MIN, "0"))).hasSize(1);
    }

    @Test
    void minimumZeroIsTakenWithTheSettingAndAQuery() {
        assertThat(Annotated.policy(settings(1, null, 10000, true), withQuery(MIN, "0"))
                        .bounds())
                .isEqualTo(new Bounds(0, 10));
    }

    /** Anybody may have annotations checked, and the cluster's name is a setting. */
    @Test
    void keepsTheClustersNameToItself() {
        for (var query : new String[] {
            "sum(q{kube_namespace_name=\"$cluster\"})",
            "sum(q{kube_namespace_name=~\"x$cluster\"})",
            "sum(q{x=~\"[$cluster-a]\"})",
        }) {
            assertThat(Annotated.problems(Annotated.SETTINGS, withQuery(QUERY + ".queue", query)))
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.text()).doesNotContain(Annotated.SETTINGS.clusterName()));
        }
    }

    @Test
    void refusesQueriesWhereTheyAreDenied() {
        assertThat(Annotated.problems(raw(RawQueries.DENIED), withQuery(MIN, "1")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.key()).isEqualTo(QUERY + ".queue");
                    assertThat(problem.fault()).contains("autoscaler.raw-queries=denied");
                });
    }

    @Test
    void leavesQueriesTheirNamespacesWhereTheyAreAllowed() {
        var annotations = withQuery(QUERY + ".queue", "sum(q{kube_namespace_name=~\".*\"})");

        assertThat(Annotated.policy(raw(RawQueries.ALLOWED), annotations).metrics())
                .hasSize(2);
    }

    private static Map<String, String> with(String key, String value) {
        var annotations = Row.base();
        annotations.put(key, value);
        return annotations;
    }

    private static Map<String, String> withQuery(String key, String value) {
        var annotations = Row.base();
        annotations.put(QUERY + ".queue", "sum(queue_depth)");
        annotations.put(TARGET + ".queue", "5");
        annotations.put(key, value);
        return annotations;
    }

    private static AnnotationSettings settings(int min, Integer max, int ceiling, boolean zero) {
        return new AnnotationSettings("prod", min, max, ceiling, zero, RawQueries.NAMESPACED);
    }

    private static AnnotationSettings raw(RawQueries raw) {
        return new AnnotationSettings("prod", 1, null, 10000, false, raw);
    }
}

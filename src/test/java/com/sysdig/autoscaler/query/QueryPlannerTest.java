package com.sysdig.autoscaler.query;

import static com.sysdig.autoscaler.query.Questions.SHAPE;
import static com.sysdig.autoscaler.query.Questions.inNamespaces;
import static com.sysdig.autoscaler.query.Questions.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.MetricFunction;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.promql.Matcher;
import com.sysdig.autoscaler.promql.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QueryPlannerTest {
    private final Splits splits = new Splits(InstantSource.fixed(Instant.EPOCH));
    private final QueryPlanner planner = new QueryPlanner("prod", Duration.ofSeconds(10), splits);

    @Test
    void asksForValueAndFactsOfOneWorkloadInOneQuery() {
        assertThat(promql(wanted("shop", "web")))
                .containsExactly(
                        """
                        label_replace(sum by (G) (rate(requests_total{M}[120s])),"is","value","","") or \
                        label_replace(max by (G) (count_over_time(requests_total{M}[120s])),"is","samples","","") or \
                        label_replace(max by (G) (timestamp(requests_total{M})),"is","time","","") or \
                        label_replace(count by (G) (count by (G,kube_pod_name) (count_over_time(requests_total{M,kube_pod_name!=""}[30s]))),"is","pods","","") or \
                        label_replace(count by (G) (count_over_time(requests_total{M}[120s])),"is","series","","")""".replace("G", "kube_cluster_name,kube_namespace_name,kube_workload_type,kube_workload_name")
                                .replace(
                                        "M",
                                        "kube_cluster_name=\"prod\",kube_workload_type=\"deployment\",kube_namespace_name=\"shop\",kube_workload_name=\"web\""));
    }

    @Test
    void asksAlsoWithoutTimestampForTheShortestWindowThatHoldsASample() {
        var raw = new Question.OfQuery(
                "sum(a offset 1h)", new SampleTimes(List.of(new SampleTimes.Sampled("a", "offset 1h")), List.of()));

        assertThat(planner.plan(Set.of(raw)).getFirst().wording()).isEqualTo(new Promql("""
                        label_replace(sum(a offset 1h),"is","value","","") or label_replace(label_replace(\
                        time() - min(last_over_time((time() - timestamp(a))[1s:1s] offset 1h))\
                        ,"is","time","",""),"selector","0","","")""", """
                        label_replace(sum(a offset 1h),"is","value","","") or label_replace(label_replace(\
                        time() - (max(count_over_time(a[20s] offset 1h)) * 0 + 20 \
                        or max(count_over_time(a[40s] offset 1h)) * 0 + 40 \
                        or max(count_over_time(a[60s] offset 1h)) * 0 + 60 \
                        or max(count_over_time(a[300s] offset 1h)) * 0 + 300)\
                        ,"is","time","",""),"selector","0","","")"""));
        assertThat(planner.plan(Set.of(wanted("shop", "web")))
                        .getFirst()
                        .wording()
                        .untimed())
                .doesNotContain("timestamp")
                .contains("[40s])) * 0 + 40");
    }

    static Stream<Arguments> functions() {
        var percentile = new Aggregation.Percentile(95);
        return Stream.of(
                arguments(MetricFunction.RATE, Aggregation.Basic.SUM, "sum by (G) (rate(m{}[90s]))"),
                arguments(
                        MetricFunction.DELTA_RATE, Aggregation.Basic.AVG, "avg by (G) (sum_over_time(m{}[90s]) / 90)"),
                arguments(MetricFunction.AVG, Aggregation.Basic.MIN, "min by (G) (avg_over_time(m{}[90s]))"),
                arguments(MetricFunction.MIN, Aggregation.Basic.MAX, "max by (G) (min_over_time(m{}[90s]))"),
                arguments(MetricFunction.MAX, percentile, "quantile by (G) (0.95, max_over_time(m{}[90s]))"),
                arguments(MetricFunction.LAST, percentile, "quantile by (G) (0.95, last_over_time(m{}[90s]))"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("functions")
    void writesFunctionAndAggregation(MetricFunction function, Aggregation aggregation, String expected) {
        var shape = new Shape("m", function, Duration.ofSeconds(90), aggregation, Scope.none());

        var value = promql(wanted(shape, "shop", "web")).getFirst().split(",\"is\",\"value\"", 2)[0];

        assertThat(value.replaceAll("\\{.*?}", "{}").replace(SeriesLabel.GROUP, "G"))
                .isEqualTo("label_replace(" + expected);
    }

    @Test
    void listsFewNamespacesAndBothKinds() {
        var database = new Question.OfWorkload(new Workload(WorkloadKind.STATEFUL_SET, "data.1", "db"), SHAPE);

        assertThat(matchers(wanted("shop", "web"), database))
                .isEqualTo("kube_cluster_name=\"prod\",kube_workload_type=~\"deployment|statefulset\","
                        + "kube_namespace_name=~\"data\\\\.1|shop\",kube_workload_name!=\"\"");
    }

    @Test
    void namesTheWorkloadWhereOnlyOneNameIsAskedFor() {
        assertThat(matchers(wanted("shop", "web"), wanted("shop-test", "web")))
                .isEqualTo("kube_cluster_name=\"prod\",kube_workload_type=\"deployment\","
                        + "kube_namespace_name=~\"shop|shop-test\",kube_workload_name=\"web\"");
    }

    @Test
    void asksTenThousandWorkloadsInThousandsOfNamespacesInOneShortQuery() {
        Set<Question> questions = IntStream.range(0, 10_000)
                .mapToObj(i -> wanted("team-" + i / 4, "web-" + i))
                .collect(Collectors.toSet());

        assertThat(planner.plan(questions)).singleElement().satisfies(query -> {
            assertThat(query.questions()).isEqualTo(questions);
            assertThat(query.promql()).hasSizeLessThan(2_000).doesNotContain("team", "web");
        });
    }

    @Test
    void doesNotListNamespacesWhereTheTextWouldGrowTooLong() {
        var scope = new Scope(List.of(Matcher.equal("path", "/".repeat(500))));
        var shape = new Shape("m", MetricFunction.LAST, Duration.ofSeconds(30), Aggregation.Basic.SUM, scope);
        var questions = IntStream.range(0, 20)
                .mapToObj(i -> wanted(shape, "n".repeat(61) + "%02d".formatted(i), "web-" + i))
                .toArray(Question[]::new);

        assertThat(promql(questions))
                .singleElement()
                .satisfies(text -> assertThat(text).hasSizeLessThan(8_000).doesNotContain("nnn"));
    }

    @Test
    void keepsShapesAndRawQueriesApart() {
        assertThat(promql(
                        wanted("shop", "web"),
                        wanted(Questions.shape("Other:Metric"), "shop", "web"),
                        Questions.raw("up")))
                .hasSize(3)
                .anySatisfy(text -> assertThat(text).contains("sum by").contains("Other:Metric{"))
                .contains("label_replace(up,\"is\",\"value\",\"\",\"\")");
    }

    @Test
    void putsTheScopeBehindOurOwnMatchersInEverySelector() {
        var scope = new Scope(List.of(new Matcher("code", Matcher.Op.REGEX, "5.."), Matcher.equal("x", "a\"b")));
        var shape = new Shape("m", MetricFunction.LAST, Duration.ofSeconds(30), Aggregation.Basic.SUM, scope);

        assertThat(promql(wanted(shape, "shop", "web")).getFirst().split("code=~\"5..\",x=\"a\\\\\"b\"}", -1))
                .hasSize(6);
    }

    @Test
    void writesTheSameTextForTheSameQuestionsInAnyOrder() {
        var forward = inNamespaces(15).stream()
                .sorted(Comparator.comparing(Object::toString))
                .toList();

        assertThat(planner.plan(forward.reversed())).isEqualTo(planner.plan(forward));
    }

    @Test
    void asksEachHalfOfADividedShapeForItsOwnWorkloadsOnly() {
        var questions = inNamespaces(100);
        var whole = (PlannedQuery.OfShape) planner.plan(questions).getFirst();
        splits.divide(whole);

        var halves = planner.plan(questions);

        assertThat(halves).hasSize(2).allSatisfy(half -> {
            assertThat(half.questions()).hasSize(50);
            assertThat(half.promql()).contains("kube_namespace_name=~").hasSizeLessThan(8_000);
        });
        assertThat(halves.getFirst().questions())
                .doesNotContainAnyElementsOf(halves.getLast().questions());
        var all = new HashSet<>(halves.getFirst().questions());
        all.addAll(halves.getLast().questions());
        assertThat(all).isEqualTo(questions);
    }

    @Test
    void asksForAllObjectsOfOneKindAndNamespaceInOneQuery() {
        var plan = planner.plan(Set.of(pod("shop", "web-1"), pod("shop", "web-2"), pod("payment", "web-1")));

        assertThat(plan).hasSize(2);
        assertThat(promql(pod("shop", "web-1"), pod("shop", "web-2")))
                .singleElement()
                .asString()
                .startsWith("""
                        label_replace(sum by (kube_cluster_name,kube_namespace_name,kube_pod_name) \
                        (rate(requests_total{kube_cluster_name="prod",kube_namespace_name="shop",\
                        kube_pod_name=~"web-1|web-2"}[120s])),"is","value","","")""")
                .contains("count by (kube_cluster_name,kube_namespace_name,kube_pod_name) (count_over_time(");
    }

    @Test
    void objectsComeAndGoWithoutChangingWhatTheirQueryIs() {
        var before = planner.plan(Set.of(pod("shop", "web-1"))).getFirst();
        var after = planner.plan(Set.of(pod("shop", "web-2"))).getFirst();

        assertThat(after.identity()).isEqualTo(before.identity());
        assertThat(after.promql()).isNotEqualTo(before.promql());
    }

    @Test
    void manyObjectsAreNotListed() {
        var pods = IntStream.range(0, 500)
                .mapToObj(i -> pod("shop", "web-5d9f8c7b6-" + i))
                .toArray(Question[]::new);

        assertThat(promql(pods))
                .singleElement()
                .asString()
                .contains("kube_namespace_name=\"shop\",kube_pod_name!=\"\"")
                .hasSizeLessThan(2_000);
    }

    @Test
    void objectsOfNoNamespaceAreReadInAllOfThem() {
        var node = new Question.OfObject(ObjectKind.NODE, "", "n1", SHAPE);
        var ofOne = new Question.OfObject(ObjectKind.NODE, "shop", "n1", SHAPE);
        var namespace = new Question.OfObject(ObjectKind.NAMESPACE, "shop", "shop", SHAPE);

        assertThat(matchers(node)).isEqualTo("kube_cluster_name=\"prod\",kube_node_name=\"n1\"");
        assertThat(matchers(ofOne))
                .isEqualTo("kube_cluster_name=\"prod\",kube_namespace_name=\"shop\",kube_node_name=\"n1\"");
        assertThat(matchers(namespace)).isEqualTo("kube_cluster_name=\"prod\",kube_namespace_name=\"shop\"");
    }

    private static Question pod(String namespace, String name) {
        return new Question.OfObject(ObjectKind.POD, namespace, name, SHAPE);
    }

    private List<String> promql(Question... questions) {
        return planner.plan(Set.of(questions)).stream()
                .map(PlannedQuery::promql)
                .toList();
    }

    /** Of the first selector. */
    private String matchers(Question... questions) {
        var text = promql(questions).getFirst();
        return text.substring(text.indexOf('{') + 1, text.indexOf('}'));
    }
}

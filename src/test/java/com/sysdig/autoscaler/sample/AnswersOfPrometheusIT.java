package com.sysdig.autoscaler.sample;

import static com.sysdig.autoscaler.policy.Aggregation.Basic.AVG;
import static com.sysdig.autoscaler.policy.Aggregation.Basic.MAX;
import static com.sysdig.autoscaler.policy.Aggregation.Basic.MIN;
import static com.sysdig.autoscaler.policy.Aggregation.Basic.SUM;
import static com.sysdig.autoscaler.sample.Past.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.Aggregation.Percentile;
import com.sysdig.autoscaler.policy.MetricFunction;
import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.MetricTarget;
import com.sysdig.autoscaler.policy.OnEmpty;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.promql.Matcher;
import com.sysdig.autoscaler.promql.Parsed;
import com.sysdig.autoscaler.promql.PromqlQuery;
import com.sysdig.autoscaler.promql.Scope;
import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.query.Promql;
import com.sysdig.autoscaler.query.QueryPlanner;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.QuestionMaker;
import com.sysdig.autoscaler.query.Shape;
import com.sysdig.autoscaler.query.Splits;
import com.sysdig.autoscaler.sample.Answer.Facts;
import com.sysdig.autoscaler.testbed.Testbed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our queries, asked of a real Prometheus about a past whose numbers are known. Web has three series, of which the second
 * is twice and the third three times the first; the window of a minute holds six samples of each.
 */
class AnswersOfPrometheusIT {
    private static final Instant AT = aWhileAgo();
    private static final Workload WEB = new Workload(WorkloadKind.DEPLOYMENT, "shop", "web");
    private static final Workload DB = new Workload(WorkloadKind.STATEFUL_SET, "shop", "db");
    private static final Workload GONE = new Workload(WorkloadKind.DEPLOYMENT, "shop", "gone");

    private final Splits splits = new Splits(InstantSource.fixed(AT));

    private static Instant aWhileAgo() {
        return InstantSource.system().instant().minus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MINUTES);
    }

    @BeforeAll
    static void load() {
        var past = new Past();
        for (var cluster : List.of("ours", "theirs")) {
            var places = List.of("web-1/main", "web-2/main", "web-2/side");
            for (int i = 0; i < 3; i++) {
                double factor = (i + 1) * (cluster.equals("ours") ? 1 : 1e6);
                // A thousand before the window: it shows if a query looks too far back.
                past.add(series("it_gauge", cluster, WEB, places.get(i)), AT, factor, 1000, 1000, 4, 8, 6, 2, 7, 3);
                past.add(
                        series("It:Counter", cluster, WEB, places.get(i)),
                        AT,
                        factor,
                        1000,
                        1000,
                        60,
                        70,
                        80,
                        90,
                        100,
                        110);
            }
        }
        past.add(series("it_gauge", "ours", DB, "db-0/main"), AT.minusSeconds(20), 1, 5, 6, 7);
        past.add(series("it_gauge", "ours", GONE, "gone-1/main"), AT.minusSeconds(90), 1, 5);
        past.add(series("It:Counter", "ours", DB, "db-0/main"), AT, 1, 5);
        Testbed.shared().prometheus().loadHistory(past.text());
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                        row(MetricFunction.RATE, "It:Counter", 6, 2, 1, 3, 2, 2.8),
                        row(MetricFunction.DELTA_RATE, "it_gauge", 3, 1, 0.5, 1.5, 1, 1.4),
                        row(MetricFunction.AVG, "it_gauge", 30, 10, 5, 15, 10, 14),
                        row(MetricFunction.MIN, "it_gauge", 12, 4, 2, 6, 4, 5.6),
                        row(MetricFunction.MAX, "it_gauge", 48, 16, 8, 24, 16, 22.4),
                        row(MetricFunction.LAST, "it_gauge", 18, 6, 3, 9, 6, 8.4))
                .flatMap(rows -> rows);
    }

    /** The expected numbers in the order of the aggregations: sum, avg, min, max, p50, p90. */
    private static Stream<Arguments> row(MetricFunction function, String metric, double... expected) {
        var aggregations = List.of(SUM, AVG, MIN, MAX, new Percentile(50), new Percentile(90));
        return IntStream.range(0, expected.length)
                .mapToObj(i -> arguments(function, metric, aggregations.get(i), expected[i]));
    }

    @ParameterizedTest(name = "{0} {2} of {1} is {3}")
    @MethodSource("numbers")
    void givesTheNumberThatWasWorkedOutByHand(
            MetricFunction function, String metric, Aggregation aggregation, double expected) {
        var question = new Question.OfWorkload(WEB, shape(metric, function, aggregation));

        assertThat(ask(Set.of(question))).containsEntry(question, fresh(expected, new Facts(6L, AT, 2L, 3L)));
    }

    @Test
    void tellsTheWorkloadsOfOneQueryApart() {
        var shape = shape("it_gauge", MetricFunction.AVG, SUM);
        var web = new Question.OfWorkload(WEB, shape);
        var db = new Question.OfWorkload(DB, shape);
        var never = new Question.OfWorkload(new Workload(WorkloadKind.DEPLOYMENT, "shop", "db"), shape);

        assertThat(planner().plan(Set.of(web, db, never))).hasSize(1);
        assertThat(ask(Set.of(web, db, never)))
                .containsEntry(web, fresh(30, new Facts(6L, AT, 2L, 3L)))
                .containsEntry(db, fresh(6, new Facts(3L, 6L, AT.minusSeconds(20), 1L, null, 1L)))
                .containsEntry(never, new Answer.Empty(AT));
    }

    @Test
    void narrowsByScopeAndBySection() {
        var sideCars = new Scope(List.of(Matcher.equal("container_name", "side")));
        var question = new Question.OfWorkload(
                WEB, new Shape("it_gauge", MetricFunction.LAST, Duration.ofSeconds(60), SUM, sideCars));

        assertThat(ask(Set.of(question))).containsEntry(question, fresh(9, new Facts(6L, AT, 1L, 1L)));
    }

    @Test
    void asksTheHalvesOfADividedQueryForTheSameNumbers() {
        var shape = shape("it_gauge", MetricFunction.AVG, SUM);
        var web = new Question.OfWorkload(WEB, shape);
        var db = new Question.OfWorkload(DB, shape);
        var many = IntStream.range(0, 60)
                .mapToObj(i -> new Workload(WorkloadKind.DEPLOYMENT, "shop-" + i, "name" + i))
                .map(workload -> new Question.OfWorkload(workload, shape));
        Set<Question> all = Stream.concat(Stream.of(web, db), many).collect(Collectors.toSet());
        splits.divide((PlannedQuery.OfShape) planner().plan(all).getFirst());

        assertThat(planner().plan(all)).hasSize(2);
        assertThat(ask(all))
                .hasSize(62)
                .containsEntry(web, fresh(30, new Facts(6L, AT, 2L, 3L)))
                .containsEntry(db, fresh(6, new Facts(3L, 6L, AT.minusSeconds(20), 1L, null, 1L)));
    }

    @Test
    void tellsOldAndTooFewSamplesFromNone() {
        var gone = new Question.OfWorkload(GONE, shape("it_gauge", MetricFunction.AVG, SUM));
        var young = new Question.OfWorkload(DB, shape("It:Counter", MetricFunction.RATE, SUM));
        var goneInLongWindow = new Question.OfWorkload(
                GONE, new Shape("it_gauge", MetricFunction.AVG, Duration.ofMinutes(2), SUM, Scope.none()));

        assertThat(ask(Set.of(gone, young, goneInLongWindow)))
                .containsEntry(gone, new Answer.Stale(AT.minusSeconds(90), AT))
                .containsEntry(young, new Answer.TooFew(AT, AT))
                .containsEntry(goneInLongWindow, new Answer.Stale(AT.minusSeconds(90), AT));
    }

    static Stream<Arguments> rawQueries() {
        return Stream.of(
                arguments("sum(it_gauge{kube_workload_name=\"$workload\"})", fresh(18, AT)),
                arguments("scalar(sum(it_gauge{kube_workload_name=\"$workload\"})) * 2", fresh(36, AT)),
                arguments("1 + 2", fresh(3, AT)),
                arguments("it_gauge{kube_workload_name=\"web\"}", new Answer.Ambiguous(3, AT)),
                arguments("sum(it_gauge{kube_workload_name=\"none\"})", new Answer.Empty(AT)),
                arguments("sum(it_gauge{kube_workload_name=\"none\"}) or vector(0)", fresh(0, AT)),
                arguments("sum(it_gauge{kube_workload_name=\"web\"}) > 1000", new Answer.Empty(AT)),
                arguments("sum(it_gauge{kube_workload_name=\"web\"}) / 0", new Answer.NotANumber("+Inf", AT)),
                arguments("-sum(it_gauge{kube_workload_name=\"web\"})", new Answer.NotANumber("-18", AT)),
                arguments("sum(it_gauge{kube_workload_name=\"gone\"})", new Answer.Stale(AT.minusSeconds(90), AT)),
                arguments(
                        "sum(it_gauge{kube_workload_name=\"web\"}) + sum(it_gauge{kube_workload_name=\"gone\"})",
                        new Answer.Stale(AT.minusSeconds(90), AT)),
                arguments(
                        "sum(it_gauge{kube_workload_name=\"web\"}) or sum(it_gauge{kube_workload_name=\"gone\"})",
                        fresh(18, AT)),
                arguments("sum(it_gauge{kube_workload_name=\"web\"} offset 30s)", fresh(6 * 6, AT)),
                arguments("sum(it_gauge{kube_workload_name=\"gone\"} offset 1m)", fresh(5, AT.minusSeconds(30))),
                arguments(
                        "sum(count_over_time(it_gauge{kube_workload_name=\"web\"}[20m] @ " + AT.getEpochSecond()
                                + " offset 1h))",
                        new Answer.Empty(AT)),
                arguments(
                        "sum(rate(It:Counter{kube_workload_name=\"web\"}[60s])) + 0 * max_over_time(sum(it_gauge)[1m:10s])",
                        fresh(6, AT)),
                // From the thousand before the window on: a reset, and (60 + 50) × 6 in a minute.
                arguments("sum(rate(It:Counter{kube_workload_name=\"web\"}[60s] anchored))", fresh(11, AT)),
                arguments("sum(it_gauge{kube_workload_name=\"web\"} smoothed offset 30s)", fresh(6 * 6, AT)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rawQueries")
    void answersARawQuery(String text, Answer expected) {
        var question = raw(text);

        assertThat(ask(Set.of(question))).containsEntry(question, expected);
    }

    @Test
    void tellsTheAgeOfSamplesAlsoWithoutTimestamp() {
        var shape = new Shape("it_gauge", MetricFunction.AVG, Duration.ofMinutes(2), SUM, Scope.none());
        var web = new Question.OfWorkload(WEB, shape);
        var db = new Question.OfWorkload(DB, shape);
        var gone = new Question.OfWorkload(GONE, shape);

        assertThat(askUntimed(Set.of(web, db, gone)))
                .hasEntrySatisfying(web, answer -> assertThat(newest(answer)).isEqualTo(AT.minusSeconds(20)))
                .hasEntrySatisfying(db, answer -> assertThat(newest(answer)).isEqualTo(AT.minusSeconds(40)))
                .containsEntry(gone, new Answer.Stale(AT.minusSeconds(300), AT));
    }

    static Stream<Arguments> untimedQueries() {
        return Stream.of(
                arguments("sum(it_gauge{kube_workload_name=\"web\"})", fresh(18, AT.minusSeconds(20))),
                arguments("1 + 2", fresh(3, AT)),
                arguments("sum(it_gauge{kube_workload_name=\"none\"}) or vector(0)", fresh(0, AT)),
                arguments("sum(it_gauge{kube_workload_name=\"gone\"})", new Answer.Stale(AT.minusSeconds(300), AT)),
                arguments(
                        "sum(it_gauge{kube_workload_name=\"gone\"}) or vector(0)",
                        new Answer.Stale(AT.minusSeconds(300), AT)),
                arguments(
                        "sum(it_gauge{kube_workload_name=\"web\"}) + sum(it_gauge{kube_workload_name=\"gone\"})",
                        new Answer.Stale(AT.minusSeconds(300), AT)),
                arguments("sum(it_gauge{kube_workload_name=\"gone\"} offset 1m)", fresh(5, AT.minusSeconds(40))),
                arguments(
                        "sum(rate(It:Counter{kube_workload_name=\"web\"}[60s] anchored))",
                        fresh(11, AT.minusSeconds(20))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("untimedQueries")
    void answersARawQueryAlsoWithoutTimestamp(String text, Answer expected) {
        var question = raw(text);

        assertThat(askUntimed(Set.of(question))).containsEntry(question, expected);
    }

    private static Instant newest(Answer answer) {
        return ((Answer.Fresh) answer).facts().newestSample();
    }

    private static Question raw(String text) {
        if (!(PromqlQuery.parse(text) instanceof Parsed.Valid<PromqlQuery>(var query))) {
            throw new IllegalArgumentException(text);
        }
        var target = new MetricTarget(MetricTarget.Type.AVERAGE_VALUE, new Amount(1000));
        return new QuestionMaker("ours", true)
                .question(WEB, new MetricSpec("default", new MetricSpec.Query(query), target, OnEmpty.MISSING));
    }

    private static Shape shape(String metric, MetricFunction function, Aggregation aggregation) {
        return new Shape(metric, function, Duration.ofSeconds(60), aggregation, Scope.none());
    }

    private static Answer fresh(double number, Instant newestSample) {
        return fresh(number, new Facts(null, newestSample, null, null));
    }

    private static Answer fresh(double number, Facts facts) {
        return new Answer.Fresh(Amount.of(number).orElseThrow(), facts, AT);
    }

    private QueryPlanner planner() {
        return new QueryPlanner("ours", Past.INTERVAL, splits);
    }

    private Map<Question, Answer> ask(Set<Question> questions) {
        return ask(questions, Promql::text);
    }

    private Map<Question, Answer> askUntimed(Set<Question> questions) {
        return ask(questions, Promql::untimed);
    }

    private Map<Question, Answer> ask(Set<Question> questions, Function<Promql, String> wording) {
        var source = new PrometheusSource(Testbed.shared().prometheus());
        var answers = new HashMap<Question, Answer>();
        for (var query : planner().plan(questions)) {
            var reply = source.ask(wording.apply(query.wording()), AT);
            answers.putAll(new AnswerMaker(Past.INTERVAL).answers(query, reply, AT));
        }
        return answers;
    }
}

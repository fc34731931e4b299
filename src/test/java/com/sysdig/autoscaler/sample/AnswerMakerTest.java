package com.sysdig.autoscaler.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.MetricFunction;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.promql.Scope;
import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.query.ObjectGroup;
import com.sysdig.autoscaler.query.ObjectKind;
import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.query.Promql;
import com.sysdig.autoscaler.query.QueryPlanner;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.SampleTimes;
import com.sysdig.autoscaler.query.Shape;
import com.sysdig.autoscaler.query.Splits;
import com.sysdig.autoscaler.sample.Answer.Facts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerMakerTest {
    private static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");
    private static final double SECOND = (double) AT.getEpochSecond();
    private static final Shape SHAPE =
            new Shape("m", MetricFunction.AVG, Duration.ofMinutes(2), Aggregation.Basic.SUM, Scope.none());
    private static final Question.OfWorkload WEB =
            new Question.OfWorkload(new Workload(WorkloadKind.DEPLOYMENT, "shop", "web"), SHAPE);
    private static final Question.OfWorkload API =
            new Question.OfWorkload(new Workload(WorkloadKind.DEPLOYMENT, "shop", "api"), SHAPE);

    private final AnswerMaker answers = new AnswerMaker(Duration.ofSeconds(10));

    @Test
    void takesValueAndFactsOfEachWorkloadFromItsOwnRows() {
        var rows = List.of(
                row("web", "value", 1.5),
                row("web", "samples", 12),
                row("web", "time", SECOND - 7.5),
                row("web", "pods", 3),
                row("web", "series", 6),
                row("api", "value", 2),
                row("api", "time", SECOND),
                row("nobody-asked", "value", 99));

        assertThat(answer(rows, WEB, API))
                .containsOnly(
                        Map.entry(WEB, fresh(1500, new Facts(12L, AT.minusMillis(7500), 3L, 6L))),
                        Map.entry(API, fresh(2000, new Facts(null, AT, null, null))));
    }

    @Test
    void takesEachObjectsRowsByItsLabelAndLeavesNoneWithAnother() {
        var one = new Question.OfObject(ObjectKind.POD, "shop", "web-1", SHAPE);
        var two = new Question.OfObject(ObjectKind.POD, "shop", "web-2", SHAPE);
        var rows = List.of(
                Rows.row(Map.of("kube_pod_name", "web-1", "is", "value"), 1.5),
                Rows.row(Map.of("kube_pod_name", "web-1", "is", "time"), SECOND),
                Rows.row(Map.of("kube_pod_name", "web-3", "is", "value"), 99));
        var planned = new PlannedQuery.OfObjects(
                Promql.plain("q"), new ObjectGroup(ObjectKind.POD, "shop", SHAPE), Map.of("web-1", one, "web-2", two));

        assertThat(answers.answers(planned, ok(rows), AT))
                .containsOnly(
                        Map.entry(one, fresh(1500, new Facts(null, AT, null, null))),
                        Map.entry(two, new Answer.Empty(AT)));
    }

    @ParameterizedTest(name = "with samples every {0} s a newest sample {1} s old is fresh: {2}")
    @CsvSource({"10,60,true", "10,61,false", "60,120,true", "60,121,false", "10,-60,true", "10,-61,false"})
    void callsAnAnswerStaleWhenItsNewestSampleIsTooOld(long interval, long age, boolean fresh) {
        var newest = AT.minusSeconds(age);
        var rows = List.of(row("web", "value", 1), row("web", "time", (double) newest.getEpochSecond()));

        var answer = new AnswerMaker(Duration.ofSeconds(interval)).answers(planned(WEB), ok(rows), AT);

        assertThat(answer)
                .containsEntry(
                        WEB, fresh ? fresh(1000, new Facts(null, newest, null, null)) : new Answer.Stale(newest, AT));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"NaN,NaN", "Infinity,+Inf", "-Infinity,-Inf", "-3,-3", "-0.5,-0.5", "1e300,1E+300"})
    void refusesWhatKubernetesCannotTake(double value, String text) {
        assertThat(answer(List.of(row("web", "value", value), freshTime("web")), WEB))
                .containsEntry(WEB, new Answer.NotANumber(text, AT));
    }

    @Test
    void takesNegativeZeroForZero() {
        assertThat(answer(List.of(row("web", "value", -0.0), freshTime("web")), WEB))
                .containsEntry(WEB, fresh(0, new Facts(null, AT, null, null)));
    }

    @Test
    void callsOnlyThatEmptyOfWhichNothingIsThere() {
        assertThat(answer(List.of(row("api", "value", 1), freshTime("api")), WEB, API))
                .containsEntry(WEB, new Answer.Empty(AT))
                .containsEntry(API, fresh(1000, new Facts(null, AT, null, null)));
    }

    static Stream<Arguments> incomplete() {
        return Stream.of(
                arguments(
                        "samples come in, but there is no rate yet",
                        List.of(freshTime("web"), row("web", "samples", 1)),
                        new Answer.TooFew(AT, AT)),
                arguments(
                        "no number, and the last sample is old",
                        List.of(row("web", "time", SECOND - 200)),
                        new Answer.Stale(AT.minusSeconds(200), AT)),
                arguments(
                        "a number of a long window, and no sample for longer than Prometheus looks back",
                        List.of(row("web", "value", 1), row("web", "samples", 1)),
                        new Answer.Stale(null, AT)),
                arguments(
                        "old samples in a long window and no number",
                        List.of(row("web", "samples", 1)),
                        new Answer.Stale(null, AT)),
                arguments(
                        "two numbers",
                        List.of(row("web", "value", 1), row("web", "value", 2), freshTime("web")),
                        new Answer.Ambiguous(2, AT)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("incomplete")
    void makesNoNumberOfHalfAnAnswer(String what, List<Row> rows, Answer expected) {
        assertThat(answer(rows, WEB)).as(what).containsEntry(WEB, expected);
    }

    /** Or it would be held as the last good number, zero included, when the clock is right again. */
    @ParameterizedTest
    @ValueSource(longs = {-61, 61})
    void makesNoNumberOfAnAnswerToAnotherTime(long ahead) {
        var skew = new ClockSkew();
        skew.heard(AT, AT.plusSeconds(ahead));
        var maker = new AnswerMaker(Duration.ofSeconds(10), Duration.ZERO, _ -> OptionalLong.empty(), skew);
        var asked = AT.plusSeconds(ahead);

        assertThat(maker.answers(planned(WEB), ok(List.of(row("web", "value", 1), freshTime("web"))), asked)
                        .get(WEB))
                .isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                    assertThat(failed.problem().message()).contains("our clock is 61 s", "set the clock");
                    assertThat(failed.at()).isEqualTo(AT);
                });
    }

    /** Or later answers would be left out as older ones, once the clock is right again. */
    @ParameterizedTest(name = "asked {0} s after a clock 480 s ahead was compared, of {1} s later by Sysdig''s")
    @CsvSource({"0,0", "60,60", "-480,0", "61,541"})
    void datesARefusalByTheSourcesClockWhileOursIsKnownToBeWrong(long later, long dated) {
        var skew = new ClockSkew();
        skew.heard(AT, AT.plusSeconds(480));
        var maker = new AnswerMaker(Duration.ofSeconds(10), Duration.ofSeconds(30), _ -> OptionalLong.empty(), skew);
        var problem = new SourceProblem(SourceProblem.Reason.LIMITED, "no", null);

        assertThat(maker.answers(planned(WEB), new Reply.Refused(problem), AT.plusSeconds(450 + later)))
                .containsEntry(WEB, new Answer.Failed(problem, AT.plusSeconds(dated - 30)));
    }

    @Test
    void doubtsEveryAnswerThatCameWithAWarning() {
        var reply = new Reply.Rows(List.of(row("web", "value", 1), freshTime("web")), List.of("cut", "and more"));

        assertThat(answers.answers(planned(WEB, API), reply, AT))
                .containsOnly(
                        Map.entry(WEB, new Answer.Doubtful("cut", AT)), Map.entry(API, new Answer.Doubtful("cut", AT)));
    }

    @Test
    void failsEveryQuestionOfARefusedQuery() {
        var problem = new SourceProblem(SourceProblem.Reason.TIMEOUT, "too slow", null);

        assertThat(answers.answers(planned(WEB, API), new Reply.Refused(problem), AT))
                .containsOnly(
                        Map.entry(WEB, new Answer.Failed(problem, AT)), Map.entry(API, new Answer.Failed(problem, AT)));
    }

    static Stream<Arguments> rawRows() {
        var needsTwo = new SampleTimes(sampled("a", "b"), sampled("c"));
        var mayMiss = new SampleTimes(List.of(), sampled("a", "b"));
        var old = SECOND - 90;
        return Stream.of(
                arguments("labels do not matter", SampleTimes.NONE, List.of(fact("value", 1)), raw(AT)),
                arguments(
                        "the oldest of what it needs tells its age",
                        needsTwo,
                        List.of(fact("value", 1), fact("time", old + 60), fact("time", old + 50)),
                        raw(AT.minusSeconds(40))),
                arguments(
                        "something that it needs is old",
                        needsTwo,
                        List.of(fact("value", 1), fact("time", old + 90), fact("time", old)),
                        new Answer.Stale(AT.minusSeconds(90), AT)),
                arguments(
                        "something that it needs has no sample",
                        needsTwo,
                        List.of(fact("value", 1), fact("time", old + 90), fact("optional-time", old + 90)),
                        new Answer.Stale(null, AT)),
                arguments(
                        "the newest of what may be missing tells its age",
                        mayMiss,
                        List.of(fact("value", 1), fact("optional-time", old + 80), fact("optional-time", old)),
                        raw(AT.minusSeconds(10))),
                arguments("the number does not come from samples", mayMiss, List.of(fact("value", 1)), raw(AT)),
                arguments("nothing is there", needsTwo, List.of(), new Answer.Empty(AT)),
                arguments(
                        "a condition leaves nothing of what is there",
                        needsTwo,
                        List.of(fact("time", old + 90), fact("time", old + 90)),
                        new Answer.Empty(AT)),
                arguments(
                        "nothing is there any more",
                        needsTwo,
                        List.of(fact("time", old), fact("time", old + 90)),
                        new Answer.Stale(AT.minusSeconds(90), AT)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rawRows")
    void readsTheAnswerToARawQuery(String what, SampleTimes times, List<Row> rows, Answer expected) {
        var question = new Question.OfQuery("up", times);

        assertThat(answer(rows, question)).as(what).containsOnly(Map.entry(question, expected));
    }

    private static List<SampleTimes.Sampled> sampled(String... selectors) {
        return Stream.of(selectors)
                .map(selector -> new SampleTimes.Sampled(selector, ""))
                .toList();
    }

    private static Answer raw(Instant newest) {
        return fresh(1000, new Facts(null, newest, null, null));
    }

    private static Answer fresh(long thousandths, Facts facts) {
        return new Answer.Fresh(new Amount(thousandths), facts, AT);
    }

    private static Row freshTime(String workload) {
        return row(workload, "time", SECOND);
    }

    private static Row fact(String fact, double value) {
        return Rows.row(Map.of("is", fact, "pod", "x"), value);
    }

    private static Row row(String workload, String fact, double value) {
        return Rows.row(
                Map.of(
                        "kube_cluster_name", "ours",
                        "kube_namespace_name", "shop",
                        "kube_workload_type", "deployment",
                        "kube_workload_name", workload,
                        "is", fact),
                value);
    }

    private Map<Question, Answer> answer(List<Row> rows, Question... questions) {
        return answers.answers(planned(questions), ok(rows), AT);
    }

    private static Reply ok(List<Row> rows) {
        return new Reply.Rows(rows, List.of());
    }

    private static PlannedQuery planned(Question... questions) {
        return new QueryPlanner("ours", Duration.ofSeconds(10), new Splits(InstantSource.fixed(AT)))
                .plan(Set.of(questions))
                .getFirst();
    }
}

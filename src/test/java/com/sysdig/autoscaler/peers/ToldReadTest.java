package com.sysdig.autoscaler.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.MetricFunction;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.promql.Matcher;
import com.sysdig.autoscaler.promql.Scope;
import com.sysdig.autoscaler.query.ObjectKind;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.SampleTimes;
import com.sysdig.autoscaler.query.Shape;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ToldReadTest {
    private static final Scope SCOPE = new Scope(
            List.of(Matcher.oneOf("queue", List.of("a.b", "c\"d")), new Matcher("shard", Matcher.Op.NOT_EQUAL, "")));

    static Stream<Question> questions() {
        return Stream.of(new Aggregation.Percentile(95), Aggregation.Basic.MAX)
                .map(aggregation ->
                        new Shape("m", MetricFunction.DELTA_RATE, Duration.ofSeconds(90), aggregation, SCOPE))
                .flatMap(shape -> Stream.of(
                        new Question.OfObject(ObjectKind.NAMESPACE, "shop", "shop", shape),
                        new Question.OfObject(ObjectKind.NODE, "", "n1", shape),
                        new Question.OfWorkload(new Workload(WorkloadKind.STATEFUL_SET, "shop", "web"), shape)));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void arrivesAsTheSameQuestion(Question question) throws IOException {
        var told = ToldRead.of(question, Duration.ofSeconds(12)).orElseThrow();

        var arrived =
                AnswerJson.reads(AnswerJson.write(new ToldReads(List.of(told)))).reads();

        assertThat(arrived).singleElement().satisfies(read -> {
            assertThat(read.question()).contains(question);
            assertThat(read.agoSeconds()).isEqualTo(12);
        });
    }

    @Test
    void wordsOfAnotherVersionAndBrokenOnesAreNoQuestion() {
        var good = ToldRead.of(questions().findFirst().orElseThrow(), Duration.ZERO)
                .orElseThrow();
        var series = good.series();

        assertThat(Stream.of(
                                new ToldRead("CRON_JOB", "shop", "web", series, 0),
                                new ToldRead("POD", "shop", "web", with("m{", "AVG", "sum"), 0),
                                new ToldRead("POD", "shop", "web", with("m", "MEDIAN", "sum"), 0),
                                new ToldRead("POD", "shop", "web", with("m", "AVG", "p5"), 0),
                                new ToldRead("POD", "shop", "web", with("m", "AVG", "most"), 0))
                        .map(ToldRead::question))
                .allMatch(Optional::isEmpty);
    }

    @Test
    void rawQueriesAreNotTold() {
        assertThat(ToldRead.of(new Question.OfQuery("1", SampleTimes.NONE), Duration.ZERO))
                .isEmpty();
    }

    private static ToldRead.Series with(String metric, String function, String aggregation) {
        return new ToldRead.Series(metric, function, 60, aggregation, List.of());
    }
}

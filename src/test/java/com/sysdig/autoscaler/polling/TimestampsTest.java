package com.sysdig.autoscaler.polling;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.query.Questions;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.SourceProblem;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of a source that may refuse {@code timestamp()}. */
class TimestampsTest {
    private static final int HOUR = 3_600;

    private final RunningLoop running = new RunningLoop();

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void refusedOnceItIsLeftOutOfEveryQueryAndTriedAgainAnHourLater() {
        running.wanted = Questions.inNamespaces(1);
        refuses("unknown function");

        assertThat(running.ticks(1)).hasSize(2);
        assertThat(running.store.latest()).singleElement().isInstanceOf(Answer.Empty.class);
        assertThat(running.ticks(HOUR - 60).keySet()).noneMatch(TimestampsTest::asksForIt);

        refusesNothing();
        running.ticks(60 + RunningLoop.INTERVAL);
        assertThat(running.ticks(60).keySet()).allMatch(TimestampsTest::asksForIt);
        assertThat(running.log.lines().stream().filter(line -> line.contains("timestamp()")))
                .satisfiesExactly(
                        begin -> assertThat(begin).startsWith("INFO Sysdig refuses timestamp()"),
                        end -> assertThat(end).matches("INFO Sysdig takes timestamp\\(\\) again, after PT1H[0-9MS]*"));
    }

    @Test
    void isNotBlamedForARefusalAfterItWasAnsweredUnlessTheRefusalSpeaksOfIt() {
        running.wanted = Questions.inNamespaces(1);
        running.ticks(60);

        refuses("too many series");
        assertThat(running.ticks(60).keySet()).allMatch(TimestampsTest::asksForIt);
        refuses("function timestamp() is not supported");
        running.ticks(5 * 60);
        assertThat(running.ticks(60).keySet()).noneMatch(TimestampsTest::asksForIt);
    }

    @Test
    void isNotToBlameWhereTheQueryIsRefusedWithoutItToo() {
        running.wanted = Questions.inNamespaces(1);
        running.source.refuses(Reason.REJECTED);

        running.ticks(1);

        assertThat(running.store.latest()).singleElement().isInstanceOf(Answer.Failed.class);
        refusesNothing();
        running.ticks(5 * 60);
        assertThat(running.ticks(60).keySet()).allMatch(TimestampsTest::asksForIt);
    }

    @Test
    void queryThatNeedsNoTimesIsAskedOnce() {
        running.wanted = Set.of(Questions.raw("1 + 2"));
        running.source.refuses(Reason.REJECTED);

        assertThat(running.ticks(1).values()).containsExactly(1);
    }

    private void refuses(String why) {
        running.source.replies(promql -> asksForIt(promql)
                ? new Reply.Refused(new SourceProblem(Reason.REJECTED, why, null))
                : RunningLoop.empty());
    }

    private void refusesNothing() {
        running.source.replies(_ -> RunningLoop.empty());
    }

    private static boolean asksForIt(String promql) {
        return promql.contains("timestamp(");
    }
}

package com.sysdig.autoscaler.polling;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.policy.OnEmpty;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Questions;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock is set while a query is under way. */
class SetClockTest {
    private static final Question QUEUE = Questions.raw("queue_length");

    private final RunningLoop running = new RunningLoop();

    @AfterEach
    void close() {
        running.close();
    }

    /** Empty is what is yet to come, and what was long ago may be. */
    @ParameterizedTest(name = "by {0} s")
    @ValueSource(longs = {-480, -3, 900})
    void makesNothingOfAnAnswerWithinWhichTheClockWasSet(long seconds) {
        running.wanted = Set.of(QUEUE);
        running.source.replies(_ -> {
            running.now = running.now.plusSeconds(seconds);
            return RunningLoop.empty();
        });
        running.ticks(1);

        assertThat(running.store.history(QUEUE, OnEmpty.ZERO).latest())
                .isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                    assertThat(failed.problem().reason()).isEqualTo(Reason.BROKEN_ANSWER);
                    assertThat(failed.problem().message()).contains("our clock was set", "about another time");
                    assertThat(failed.at()).isBeforeOrEqualTo(ofEvaluation());
                });
        running.source.replies(_ -> RunningLoop.empty());
        running.ticks(RunningLoop.INTERVAL);
        assertThat(running.store.history(QUEUE, OnEmpty.ZERO).latest()).isInstanceOf(Answer.Fresh.class);
    }

    @Test
    void takesAnAnswerHoweverLongItTook() {
        running.wanted = Set.of(QUEUE);
        running.source.replies(_ -> {
            running.now = running.now.plus(Duration.ofMinutes(4));
            return RunningLoop.empty();
        });
        running.ticks(1);

        assertThat(running.store.history(QUEUE).latest()).isInstanceOf(Answer.Empty.class);
    }

    private Instant ofEvaluation() {
        return running.now.minusSeconds(30);
    }
}

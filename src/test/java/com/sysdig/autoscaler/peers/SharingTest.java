package com.sysdig.autoscaler.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.polling.PollSettings;
import com.sysdig.autoscaler.polling.Turns.Turn;
import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.query.Promql;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Questions;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.SourceProblem;
import com.sysdig.autoscaler.sample.Unrestrained;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Intervals of 15 s, evaluated 30 s in the past. */
class SharingTest {
    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
    private static final Question.OfQuery QUEUE = Questions.raw("queue_length");
    private static final PlannedQuery QUERY = new PlannedQuery.OfQuery(Promql.plain("queue_length"), QUEUE);

    private Instant now = START;
    private Asking asking = new Asking.Another(URI.create("https://10.0.0.7:8443"));
    private final AnswerStore store = new AnswerStore(Duration.ofSeconds(45));
    private final Contact contact = new Contact(
            () -> now,
            new PollSettings(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(10)),
            () -> asking);
    private final Sharing sharing = new Sharing(
            store,
            new Peers(
                    new QuestionKeys(),
                    contact,
                    new Shares(() -> asking, () -> 0, () -> now, Duration.ofSeconds(15)),
                    new Unrestrained()));

    @Test
    void holderOfTheLeaseAlwaysAsks() {
        asking = new Asking.Us(null);
        store.put(Map.of(QUEUE, new Answer.Empty(now.minusSeconds(30))));

        assertThat(turn()).isEqualTo(Turn.OURS);
    }

    /** Who may ask still, with all of the requests, has to find out first. */
    @Test
    void successorOfOneThatDidNotLetGoTakesTheTurnsOfOthersForAWhile() {
        asking = new Asking.Us("10.0.0.7:8443");
        store.put(Map.of(QUEUE, new Answer.Empty(START.minusSeconds(30))));

        assertThat(turn()).isEqualTo(Turn.ANSWERED);
        now = START.plusSeconds(20);
        assertThat(turn()).isEqualTo(Turn.OURS);
    }

    @Test
    void successorWhoseClockIsPutBackDoesNotWaitUntilItIsRightAgain() {
        asking = new Asking.Us("10.0.0.7:8443");
        contact.succeeded();
        store.put(Map.of(QUEUE, new Answer.Empty(START.minusSeconds(30))));
        turn();

        now = START.minusSeconds(7_200);
        assertThat(turn()).isEqualTo(Turn.ANSWERED);
        now = now.plusSeconds(20);
        assertThat(turn()).isEqualTo(Turn.OURS);
    }

    @Test
    void othersAskWhatWasNotEvaluatedForTwoIntervals() {
        contact.failed();
        store.put(Map.of(QUEUE, new Answer.Empty(START.minusSeconds(30))));

        now = START.plusSeconds(30);
        assertThat(turn()).isEqualTo(Turn.ANSWERED);
        now = now.plusMillis(1);
        assertThat(turn()).isEqualTo(Turn.OURS);
    }

    @Test
    void othersWaitForAnAnswerAsLongAsTheAskingOneIsThere() {
        contact.succeeded();

        now = START.plusSeconds(24);
        assertThat(turn()).isEqualTo(Turn.WAITING);
        now = START.plusSeconds(25);
        assertThat(turn()).isEqualTo(Turn.OURS);
    }

    /** The worst moment to lose it is right before its next answer. */
    @Test
    void whatALostOneAnsweredLastIsAskedAgainBeforeItGrowsTooOld() {
        store.put(Map.of(QUEUE, new Answer.Empty(START.minusSeconds(45))));
        contact.succeeded();

        now = START.plusSeconds(25);
        assertThat(turn()).as("it is used for 5 s more").isEqualTo(Turn.OURS);
    }

    @Test
    void waitsAtStartForAHolderOnlyForAMomentAndForOneThatDoesNotAnswerNotAtAll() {
        asking = new Asking.Unknown();
        assertThat(turn()).isEqualTo(Turn.WAITING);

        now = START.plusSeconds(5);
        assertThat(turn()).isEqualTo(Turn.OURS);

        now = START;
        contact.failed();
        assertThat(turn()).isEqualTo(Turn.OURS);
    }

    @Test
    void doesNotWaitForALostOneUntilAClockThatWasPutBackIsRightAgain() {
        assertThat(turn()).isEqualTo(Turn.WAITING);
        now = START.minusSeconds(3_600);
        assertThat(turn()).as("nothing was copied yet").isEqualTo(Turn.OURS);

        now = START;
        contact.succeeded();
        now = START.minusSeconds(3_600);
        assertThat(turn()).isEqualTo(Turn.OURS);
    }

    /** Its first copy comes within a second; what is asked before it would be asked twice. */
    @Test
    void waitsForTheFirstCopyFromAHolderThatIsFoundLate() {
        asking = new Asking.Unknown();
        now = START.plusSeconds(8);
        assertThat(turn()).isEqualTo(Turn.OURS);

        asking = new Asking.Another(URI.create("https://10.0.0.7:8443"));
        assertThat(turn()).isEqualTo(Turn.WAITING);
        now = now.plusSeconds(5);
        assertThat(turn()).isEqualTo(Turn.OURS);
    }

    @Test
    void waitsJustSoForWhatOthersKnowAtTheAddressOfOneThatAsked() {
        asking = new Asking.Unknown();
        now = START.plusSeconds(8);
        assertThat(turn()).isEqualTo(Turn.OURS);

        asking = new Asking.Restarted();
        assertThat(turn()).isEqualTo(Turn.WAITING);
        now = now.plusSeconds(5);
        assertThat(turn()).isEqualTo(Turn.OURS);
    }

    @Test
    void doesNotAskASourceThatTheOtherSpares() {
        var problem = new SourceProblem(SourceProblem.Reason.UNREACHABLE, "no route", null);
        store.put(Map.of(QUEUE, new Answer.Failed(problem, START.minusSeconds(30))));

        now = START.plusSeconds(60);
        contact.succeeded();
        assertThat(turn()).isEqualTo(Turn.FAILED);

        now = now.plusSeconds(30);
        assertThat(turn()).as("the other is gone").isEqualTo(Turn.OURS);
    }

    /** Or whoever lost the asking one would take its own failures for the end of the outage. */
    @Test
    void itsOwnFailureIsNoAnswerOfOthers() {
        contact.failed();
        var problem = new SourceProblem(SourceProblem.Reason.UNREACHABLE, "no route", null);
        store.put(Map.of(QUEUE, new Answer.Failed(problem, START.minusSeconds(30))));

        now = START.plusSeconds(30);
        assertThat(turn()).isEqualTo(Turn.FAILED);
        now = now.plusMillis(1);
        assertThat(turn()).isEqualTo(Turn.OURS);
    }

    private Turn turn() {
        return sharing.of(QUERY);
    }
}

package com.sysdig.autoscaler.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.policy.OnEmpty;
import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.SampleTimes;
import com.sysdig.autoscaler.sample.History.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerStoreTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Question A = new Question.OfQuery("a", SampleTimes.NONE);
    private static final Question B = new Question.OfQuery("b", SampleTimes.NONE);

    private final AnswerStore store = new AnswerStore(Duration.ofSeconds(45));

    @Test
    void knowsNothingOfAQuestionThatWasNotAsked() {
        assertThat(store.history(A)).isEqualTo(History.NONE);
    }

    @Test
    void countsTheGapAndKeepsWhatWasGoodBeforeIt() {
        put(fresh(0));
        put(empty(15));
        put(empty(30));

        assertThat(store.history(A))
                .isEqualTo(new History(empty(30), fresh(0), null, 2, START.plusSeconds(15), null, null));
    }

    @Test
    void endsTheGapWithTheFirstGoodAnswer() {
        put(empty(0));
        put(fresh(15));

        assertThat(store.history(A)).isEqualTo(new History(fresh(15), fresh(15), null, 0, null, null, null));
    }

    @Test
    void leavesOutAnAnswerThatCameLate() {
        put(fresh(15));
        put(empty(0));

        assertThat(store.history(A)).isEqualTo(new History(fresh(15), fresh(15), null, 0, null, null, null));
    }

    @Test
    void takesAnEmptyAnswerForZeroOnlyWhereThatWasSaid() {
        put(fresh(0));
        put(empty(15));

        assertThat(store.history(A, OnEmpty.MISSING).missing()).isOne();
        assertThat(store.history(A, OnEmpty.ZERO))
                .satisfies(history -> assertThat(history.lastGood().amount()).isEqualTo(Amount.ZERO))
                .satisfies(history -> assertThat(history.missing()).isZero());
    }

    @Test
    void countsTheGapAroundAZeroAnew() {
        put(failed(0));
        put(failed(15));
        put(empty(30));
        put(failed(45));

        assertThat(store.history(A, OnEmpty.MISSING).presence()).isEqualTo(Presence.MISSING);
        assertThat(store.history(A, OnEmpty.ZERO).presence()).isEqualTo(Presence.THERE);
    }

    @Test
    void tellsOfQuestionsWhoseDataBeginOrCeaseToBeMissing() {
        var told = new ArrayList<Set<Question>>();
        store.watch(told::add);

        put(failed(0));
        put(failed(15));
        assertThat(told).isEmpty();
        put(failed(30));
        assertThat(told).containsExactly(Set.of(A));
        put(failed(45));
        assertThat(told).hasSize(1);
        put(fresh(60));
        assertThat(told).hasSize(2);
    }

    @Test
    void tellsOnceOfQuestionsThatNobodyAsksAnyMore() {
        put(fresh(0));
        var told = new ArrayList<Set<Question>>();
        store.watch(told::add);

        store.noteSilence(START.plusSeconds(44));
        assertThat(told).isEmpty();
        store.noteSilence(START.plusSeconds(45));
        assertThat(told).containsExactly(Set.of(A));
        assertThat(store.history(A, OnEmpty.MISSING).presence()).isEqualTo(Presence.MISSING);
        assertThat(store.history(A, OnEmpty.ZERO).presence()).isEqualTo(Presence.MISSING);
        long version = store.version();
        store.noteSilence(START.plusSeconds(60));
        assertThat(told).hasSize(1);
        assertThat(store.version()).isEqualTo(version);
    }

    @Test
    void dataOfAQuestionWithoutAnyAnswerAreMissingSinceItIsWanted() {
        store.expect(Set.of(A, B), START);
        put(fresh(15));
        store.expect(Set.of(A, B), START.plusSeconds(30));
        store.noteSilence(START.plusSeconds(44));
        assertThat(store.history(B).presence()).isEqualTo(Presence.UNKNOWN);

        store.noteSilence(START.plusSeconds(45));

        assertThat(store.history(B, OnEmpty.MISSING).presence()).isEqualTo(Presence.MISSING);
        assertThat(store.history(B, OnEmpty.ZERO).presence()).isEqualTo(Presence.MISSING);
        assertThat(store.history(A).presence()).isEqualTo(Presence.THERE);
        assertThat(store.latest()).containsExactly(fresh(15));
    }

    @Test
    void whatWasAwaitedForLongBeginsWithTheFirstAnswerAsAnyOther() {
        store.expect(Set.of(A, B), START);
        store.noteSilence(START.plusSeconds(45));

        put(fresh(60));
        store.precede(B, store.histories(A));

        assertThat(store.history(A)).isEqualTo(new History(fresh(60), fresh(60), null, 0, null, null, null));
        assertThat(store.histories(B)).isEqualTo(store.histories(A));
    }

    @Test
    void silenceIsNotedOfBothKindsOfEmptiness() {
        put(empty(0));

        store.noteSilence(START.plusSeconds(45));

        assertThat(store.history(A, OnEmpty.MISSING).presence()).isEqualTo(Presence.MISSING);
        assertThat(store.history(A, OnEmpty.ZERO).presence()).isEqualTo(Presence.MISSING);
    }

    @Test
    void whatAnotherKnowsPrecedesWhatIsHeld() {
        var other = new AnswerStore(Duration.ofSeconds(45));
        other.put(Map.of(A, fresh(0)));
        other.put(Map.of(A, empty(15)));

        store.precede(A, other.histories(A));
        assertThat(store.histories(A)).isEqualTo(other.histories(A));

        store.put(Map.of(B, failed(30)));
        store.precede(B, other.histories(A));
        assertThat(store.histories(B)).isEqualTo(other.histories(A).with(B, failed(30), Duration.ofSeconds(45)));
    }

    @ParameterizedTest(name = "{0} s")
    @ValueSource(longs = {14, -3_600, 3_600})
    void whatIsHeldIsNothingBesideALaterAnswerNorAfterTheClockWasPutBack(long held) {
        var other = new AnswerStore(Duration.ofSeconds(45));
        other.put(Map.of(A, fresh(0)));
        other.put(Map.of(A, empty(15)));
        put(failed(held));

        store.precede(A, other.histories(A));

        assertThat(store.histories(A)).isEqualTo(other.histories(A));
    }

    @Test
    void forgetsWhatIsNotAskedAnyMore() {
        store.put(Map.of(A, fresh(0), B, empty(0)));
        store.retain(Set.of(B));

        assertThat(store.history(A)).isEqualTo(History.NONE);
        assertThat(store.latest()).containsExactly(empty(0));
    }

    @Test
    void hasAnotherVersionAfterEachChangeAndOnlyThen() {
        long empty = store.version();
        put(fresh(0));
        long filled = store.version();
        store.retain(Set.of(A));
        assertThat(store.version()).isEqualTo(filled).isNotEqualTo(empty);
        store.retain(Set.of());
        assertThat(store.version()).isNotEqualTo(filled);
    }

    private void put(Answer answer) {
        store.put(Map.of(A, answer));
    }

    private static Answer.Fresh fresh(long second) {
        var at = START.plusSeconds(second);
        return new Answer.Fresh(new Amount(1000), new Answer.Facts(null, at, null, null), at);
    }

    private static Answer failed(long second) {
        var problem = new SourceProblem(SourceProblem.Reason.TIMEOUT, "too slow", null);
        return new Answer.Failed(problem, START.plusSeconds(second));
    }

    private static Answer empty(long second) {
        return new Answer.Empty(START.plusSeconds(second));
    }
}

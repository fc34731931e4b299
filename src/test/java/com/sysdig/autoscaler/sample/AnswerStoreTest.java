package com.sysdig.autoscaler.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.SampleTimes;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswerStoreTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Question A = new Question.OfQuery("a", SampleTimes.NONE);
    private static final Question B = new Question.OfQuery("b", SampleTimes.NONE);

    private final AnswerStore store = new AnswerStore();

    @Test
    void knowsNothingOfAQuestionThatWasNotAsked() {
        assertThat(store.history(A)).isEqualTo(History.NONE);
    }

    @Test
    void countsTheGapAndKeepsWhatWasGoodBeforeIt() {
        put(fresh(0));
        put(empty(15));
        put(empty(30));

        assertThat(store.history(A)).isEqualTo(new History(empty(30), fresh(0), 2, START.plusSeconds(15)));
    }

    @Test
    void endsTheGapWithTheFirstGoodAnswer() {
        put(empty(0));
        put(fresh(15));

        assertThat(store.history(A)).isEqualTo(new History(fresh(15), fresh(15), 0, null));
    }

    @Test
    void leavesOutAnAnswerThatCameLate() {
        put(fresh(15));
        put(empty(0));

        assertThat(store.history(A)).isEqualTo(new History(fresh(15), fresh(15), 0, null));
    }

    @Test
    void forgetsWhatIsNotAskedAnyMore() {
        store.put(Map.of(A, fresh(0), B, empty(0)));
        store.retain(Set.of(B));

        assertThat(store.history(A)).isEqualTo(History.NONE);
        assertThat(store.latest()).containsExactly(empty(0));
    }

    private void put(Answer answer) {
        store.put(Map.of(A, answer));
    }

    private static Answer.Fresh fresh(long second) {
        var at = START.plusSeconds(second);
        return new Answer.Fresh(new Amount(1000), new Answer.Facts(null, at, null, null), at);
    }

    private static Answer empty(long second) {
        return new Answer.Empty(START.plusSeconds(second));
    }
}

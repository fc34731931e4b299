package com.sysdig.autoscaler.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private final Rounds rounds = new Rounds(START);

    @Test
    void endsWithTheLastAnswerAndTellsHowLongItTook() {
        rounds.take(Set.of("a", "b"), START);

        assertThat(answered("a", 1)).isEmpty();
        assertThat(answered("a", 2)).isEmpty();
        assertThat(answered("b", 3)).hasValue(Duration.ofSeconds(3));
        assertThat(rounds.ended()).isEqualTo(1);
    }

    @Test
    void beginsTheNextRoundWhenOneEnds() {
        rounds.take(Set.of("a"), START);
        answered("a", 1);

        assertThat(answered("a", 16)).hasValue(Duration.ofSeconds(15));
        assertThat(rounds.ended()).isEqualTo(2);
    }

    @Test
    void doesNotWaitForWhatIsNotAskedAnyMore() {
        rounds.take(Set.of("a", "b"), START);
        answered("a", 1);

        assertThat(rounds.take(Set.of("a"), START.plusSeconds(2))).isPresent();
    }

    @Test
    void waitsForWhatIsNewAndNotForAStrangersAnswer() {
        rounds.take(Set.of("a"), START);
        rounds.take(Set.of("a", "b"), START);

        assertThat(answered("a", 1)).isEmpty();
        assertThat(answered("stranger", 2)).isEmpty();
        assertThat(answered("b", 3)).isPresent();
    }

    @Test
    void doesNotWaitLongerThanAnIntervalForWhatIsLeftAlone() {
        rounds.take(Set.of("a", "b"), START);
        answered("a", 1);

        assertThat(leftAlone(14)).isEmpty();
        assertThat(leftAlone(15)).hasValue(Duration.ofSeconds(15));
        assertThat(leftAlone(16)).isEmpty();
    }

    private Optional<Duration> leftAlone(long second) {
        return rounds.leaveAlone(Set.of("b", "gone"), Duration.ofSeconds(15), START.plusSeconds(second));
    }

    private Optional<Duration> answered(Object identity, long second) {
        return rounds.answered(identity, START.plusSeconds(second));
    }
}

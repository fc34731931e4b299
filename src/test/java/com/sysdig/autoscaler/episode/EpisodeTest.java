package com.sysdig.autoscaler.episode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EpisodeTest {
    private static final Instant START = Instant.parse("2026-06-01T12:00:00.000000123Z");

    private final Episode episode = new Episode();

    @Test
    void lastsFromItsFirstMomentToItsEndHoweverOftenItIsSeen() {
        assertThat(episode.begins(START)).isTrue();
        assertThat(episode.begins(START.plusSeconds(5))).isFalse();

        assertThat(episode.ends(START.plusSeconds(7).plusNanos(1_000_900))).contains(Duration.ofMillis(7_001));
        assertThat(episode.ends(START.plusSeconds(8))).isEmpty();
    }

    @Test
    void isFollowedByAnotherOfItsOwn() {
        var _ = episode.begins(START);
        var _ = episode.ends(START.plusSeconds(1));

        assertThat(episode.begins(START.plusSeconds(10))).isTrue();
        assertThat(episode.ends(START.plusSeconds(12))).contains(Duration.ofSeconds(2));
    }
}

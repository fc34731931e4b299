package com.sysdig.autoscaler.sysdig;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | PT7S",
                "0 | PT1S",
                "999999999 | PT4H",
                "Wed, 25 Nov 2026 12:01:30 GMT | PT1M30S",
                "Wed, 25 Nov 2026 11:00:00 GMT | PT1S",
                "soon | PT10S",
                "-5 | PT10S"
            })
    void waitsAsLongAsSysdigSaysWithinItsOwnBounds(String header, Duration pause) {
        assertThat(Limits.retryAfter(header, NOW)).isEqualTo(pause);
    }

    @Test
    void waitsALittleWhereSysdigDoesNotSay() {
        assertThat(Limits.retryAfter(null, NOW)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void roundsTheSecondsUp() {
        assertThat(Limits.ofOurs(Duration.ofMillis(1), 300).message()).contains("asked again in 1s", "at most 300");
    }
}

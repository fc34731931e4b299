package com.sysdig.autoscaler.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class LivenessCheckTest {
    private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private Instant now = START;
    private Optional<Instant> lastTick = Optional.empty();
    private final LivenessCheck check = new LivenessCheck(() -> lastTick, PERIOD, () -> now);

    @Test
    void livesForOneAndAHalfPeriodsAndTheAllowanceAfterATick() {
        lastTick = Optional.of(START);
        now = START.plusSeconds(15).plus(LivenessCheck.ALLOWANCE);
        assertThat(check.call().getStatus()).isEqualTo(Status.UP);

        now = now.plusNanos(1);
        assertThat(check.call().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void hasToTickSoonAfterTheStart() {
        now = START.plusSeconds(15).plus(LivenessCheck.ALLOWANCE);
        assertThat(check.call().getStatus()).isEqualTo(Status.UP);

        now = now.plusNanos(1);
        assertThat(check.call().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void tellsTheLastTick() {
        lastTick = Optional.of(START);

        assertThat(check.call().getData().orElseThrow()).containsEntry("lastTick", "2026-11-25T12:00:00Z");
    }
}

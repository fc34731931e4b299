package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.hpa.HpaComparison.Tolerance;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LearnedLimitsTest {
    private Instant now = Instant.EPOCH;
    private final LearnedLimits limits = new LearnedLimits(() -> now);

    @Test
    void takesNothingForRefusedThatWasNotTried() {
        assertThat(limits.current()).isEqualTo(ApiServerLimits.NONE);
    }

    @Test
    void remembersForAnHour() {
        limits.toleranceDropped();
        limits.zeroRefused();
        now = now.plus(Duration.ofMinutes(59));
        assertThat(limits.current()).isEqualTo(new ApiServerLimits(Tolerance.DROPPED, true));
        now = now.plus(Duration.ofMinutes(1));
        assertThat(limits.current()).isEqualTo(ApiServerLimits.NONE);
    }

    @Test
    void whatIsKnownIsNoNews() {
        assertThat(limits.toleranceDropped()).isTrue();
        assertThat(limits.toleranceDropped()).isFalse();
        now = now.plus(Duration.ofHours(1));
        assertThat(limits.toleranceDropped()).isTrue();
    }
}

package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.hpa.HpaComparison.Tolerance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Remembers for a while what the API server did not do, so that it is not asked for with every reconciliation. */
@Singleton
final class LearnedLimits {
    /** After this it is tried again: the feature may have been switched on. */
    private static final Duration MEMORY = Duration.ofHours(1);

    private final InstantSource clock;

    /** Until when it is taken for granted; written by any reconciliation, the last one counts. */
    private volatile Instant toleranceDropped = Instant.MIN;

    private volatile Instant zeroRefused = Instant.MIN;

    LearnedLimits(InstantSource clock) {
        this.clock = clock;
    }

    ApiServerLimits current() {
        Instant now = clock.instant();
        return new ApiServerLimits(
                now.isBefore(toleranceDropped) ? Tolerance.DROPPED : Tolerance.KEPT, now.isBefore(zeroRefused));
    }

    /** Whether that is news: of several reconciliations that learn it at once one does. */
    synchronized boolean toleranceDropped() {
        var now = clock.instant();
        boolean news = !now.isBefore(toleranceDropped);
        toleranceDropped = now.plus(MEMORY);
        return news;
    }

    void zeroRefused() {
        zeroRefused = clock.instant().plus(MEMORY);
    }
}

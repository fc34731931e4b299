package com.sysdig.autoscaler.sysdig;

import java.time.Duration;
import java.time.Instant;

/**
 * Which part of the limit is used after Sysdig said that it was too much: half of what was sent, and each minute a tenth of
 * the limit more. Guarded by its owner.
 */
final class Caution {
    private static final double LEAST = 0.1;
    private static final double MORE_PER_MINUTE = 0.1;

    private double lowered = 1;
    private Instant rising = Instant.MIN;

    /**
     * Halves.
     *
     * @param sent which part of the limit was sent in the last minute
     */
    void lower(double sent, Instant now) {
        lowered = Math.max(LEAST, Math.min(part(now), sent) / 2);
        rising = now;
    }

    /** At most this part. */
    void lowerTo(double most, Instant now) {
        if (most < part(now)) {
            lowered = most;
            rising = now;
        }
    }

    /** Does not rise before that. */
    void holdUntil(Instant until) {
        rising = until;
    }

    /** Up to 1. */
    double part(Instant now) {
        if (lowered >= 1 || !rising.isBefore(now)) {
            return lowered;
        }
        var minutes = Duration.between(rising, now).toMillis() / 60_000.0;
        return Math.min(1, lowered + MORE_PER_MINUTE * minutes);
    }
}

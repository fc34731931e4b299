package com.sysdig.autoscaler.polling;

import java.time.Duration;
import java.time.Instant;

/** Ends at a moment, or at once when somebody has put the clock back. */
record Pause(Instant from, Duration length) {
    static final Pause NONE = new Pause(Instant.EPOCH, Duration.ZERO);

    boolean holds(Instant now) {
        return !now.isBefore(from) && now.isBefore(end());
    }

    Instant end() {
        return from.plus(length);
    }
}

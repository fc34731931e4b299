package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.polling.PollSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Whether the replica that asks can be relied on, and how old its answers may be. Safe for use by several threads. */
public final class Contact {
    /** For a lease to find a holder, and for the first copy to come. */
    private static final Duration AT_START = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Duration twoIntervals;
    private final Duration ingestionDelay;
    private final Instant start;

    // Written by the thread that copies.
    private volatile @Nullable Instant lastSuccess;
    private volatile boolean failedYet;

    public Contact(InstantSource clock, PollSettings polling) {
        this.clock = clock;
        this.twoIntervals = polling.interval().multipliedBy(2);
        this.ingestionDelay = polling.ingestionDelay();
        this.start = clock.instant();
    }

    void succeeded() {
        lastSuccess = clock.instant();
    }

    void failed() {
        failedYet = true;
    }

    /** Whether it answered within two intervals; at start, as long as nothing speaks against it. */
    boolean isGood() {
        var now = clock.instant();
        var success = lastSuccess;
        return success == null
                ? !failedYet && now.isBefore(start.plus(AT_START))
                : success.isAfter(now.minus(twoIntervals));
    }

    /** What was evaluated before this was asked more than two intervals ago. */
    Instant oldest() {
        return clock.instant().minus(ingestionDelay).minus(twoIntervals);
    }
}

package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.polling.PollSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether the replica that asks can be relied on, and how old its answers may be. Safe for use by several threads. */
public final class Contact {
    /** For a lease to find a holder, and then for the first copy to come. */
    private static final Duration AT_START = Duration.ofSeconds(5);

    /**
     * The last answer that it gave may have been one interval old, and numbers are used for three: there has to be time left
     * for the first of our own.
     */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Duration twoIntervals;
    private final Duration patience;
    private final Duration ingestionDelay;
    private final Supplier<Asking> asking;
    private final Instant start;

    // Written by the thread that copies.
    private volatile @Nullable Instant lastSuccess;
    private volatile boolean failedYet;

    /** When it was first known who asks; set by whoever looks first. */
    private volatile @Nullable Instant found;

    public Contact(InstantSource clock, PollSettings polling, Supplier<Asking> asking) {
        this.clock = clock;
        this.twoIntervals = polling.interval().multipliedBy(2);
        this.patience = twoIntervals.minus(least(MARGIN, polling.interval().dividedBy(3)));
        this.ingestionDelay = polling.ingestionDelay();
        this.asking = asking;
        this.start = clock.instant();
    }

    Instant now() {
        return clock.instant();
    }

    void succeeded() {
        lastSuccess = clock.instant();
    }

    void failed() {
        failedYet = true;
    }

    /** Whether it answered within nearly two intervals; at start, as long as nothing speaks against it. */
    boolean isGood() {
        var success = lastSuccess; // before the clock, so that only a clock that was put back is behind it
        var now = clock.instant();
        return success == null
                ? !failedYet && isWithin(AT_START, beginning(now), now)
                : isWithin(patience, success, now);
    }

    private Instant beginning(Instant now) {
        if (found == null && !(asking.get() instanceof Asking.Unknown)) {
            found = now;
        }
        return found == null ? start : found;
    }

    /** Nor is it where the clock was put back. */
    private static boolean isWithin(Duration length, Instant from, Instant now) {
        return !now.isBefore(from) && now.isBefore(from.plus(length));
    }

    /** What was evaluated before this was asked more than two intervals ago. */
    Instant oldest() {
        return clock.instant().minus(ingestionDelay).minus(twoIntervals);
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}

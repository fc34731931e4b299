package com.sysdig.autoscaler.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Whether the source answers nothing at all any more: every query that is planned has failed. From then on one query per
 * interval is asked, whichever has waited longest, until one succeeds. What was never asked is asked all the same.
 * Guarded by its owner.
 */
final class Outage {
    private final Duration interval;
    private final RandomGenerator random;
    private final Set<Object> failing = new HashSet<>();
    private Set<Object> planned = Set.of();
    private boolean open;
    private Pause beforeProbe = Pause.NONE;

    Outage(Duration interval, RandomGenerator random) {
        this.interval = interval;
        this.random = random;
    }

    void take(Set<Object> identities, Instant now) {
        planned = identities;
        failing.retainAll(identities);
        open &= !planned.isEmpty();
        beginIfAllFail(now);
    }

    void failed(Object identity, Instant now) {
        if (planned.contains(identity)) {
            failing.add(identity);
        }
        beginIfAllFail(now);
    }

    /** Whether the outage ends with this. */
    boolean succeeded(Object identity) {
        failing.remove(identity);
        boolean ends = open;
        open = false;
        return ends;
    }

    boolean isOpen() {
        return open;
    }

    Set<Object> failing() {
        return Set.copyOf(failing);
    }

    boolean lets(Object identity, Instant now) {
        return !open || !failing.contains(identity) || !beforeProbe.holds(now);
    }

    void asked(Object identity, Instant now) {
        if (open && failing.contains(identity)) {
            pause(now);
        }
    }

    private void beginIfAllFail(Instant now) {
        if (!open && !planned.isEmpty() && failing.size() == planned.size()) {
            open = true;
            pause(now);
        }
    }

    /** Never longer than an interval, so that an end is noticed as soon as a new number is. */
    private void pause(Instant now) {
        beforeProbe = new Pause(now, interval.minusMillis(random.nextLong(interval.toMillis() / 10 + 1)));
    }
}

package com.sysdig.autoscaler.sysdig;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How many requests may still be sent. A hard limit over any sixty seconds, counted on attempts: a limiter by fixed
 * windows would let through twice the number around a window's edge. Sysdig's own limit is heeded where it is lower, and
 * nothing is sent until a Retry-After has elapsed.
 */
final class RequestBudget {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int ceiling;
    private final InstantSource clock;

    // All guarded by this.
    private final Deque<Instant> attempts = new ArrayDeque<>();
    private int limit;
    private Instant closedUntil = Instant.MIN;
    private Duration lastPause = Duration.ZERO;

    RequestBudget(int perMinute, InstantSource clock) {
        this.ceiling = perMinute;
        this.limit = perMinute;
        this.clock = clock;
    }

    /** Takes one request; a value is how long there is none to be had. */
    synchronized Optional<Duration> take() {
        var now = clock.instant();
        settleClock(now);
        while (!attempts.isEmpty() && !attempts.getFirst().isAfter(now.minus(WINDOW))) {
            attempts.removeFirst();
        }
        if (closedUntil.isAfter(now)) {
            return Optional.of(Duration.between(now, closedUntil));
        }
        if (attempts.size() >= limit) {
            return Optional.of(Duration.between(now, nextFree()));
        }
        attempts.addLast(now);
        return Optional.empty();
    }

    /** Sends nothing for so long. */
    synchronized void close(Duration pause) {
        var until = clock.instant().plus(pause);
        if (until.isAfter(closedUntil)) {
            closedUntil = until;
            lastPause = pause;
        }
    }

    /** Sysdig's limit per minute, as it stands in each of its answers. */
    synchronized void heed(int perMinute) {
        limit = Math.max(1, Math.min(ceiling, perMinute));
    }

    synchronized int limit() {
        return limit;
    }

    /** When the attempt leaves the window that has to leave before another may come. */
    private Instant nextFree() {
        return attempts.stream()
                .skip(attempts.size() - (long) limit)
                .findFirst()
                .orElseThrow()
                .plus(WINDOW);
    }

    /** A clock that was set back must neither open the limit nor close it for hours. */
    private void settleClock(Instant now) {
        if (closedUntil.isAfter(now.plus(lastPause))) {
            closedUntil = now.plus(lastPause);
        }
        if (!attempts.isEmpty() && attempts.getLast().isAfter(now)) {
            var moved =
                    attempts.stream().filter(attempt -> attempt.isAfter(now)).count();
            attempts.removeIf(attempt -> attempt.isAfter(now));
            for (long i = 0; i < moved; i++) {
                attempts.addLast(now);
            }
        }
    }
}

package com.sysdig.autoscaler.sysdig;

import com.sysdig.autoscaler.sample.Restraint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many requests may still be sent. A hard limit over any minute, counted on attempts: a limiter by fixed windows would
 * let through twice the number around a window's edge. No quarter of a minute gets more than a quarter of it, so that
 * where it is too little everything is asked at even distances and not all at once in each minute. Sysdig's own limit is
 * heeded where it is lower, nothing is sent until a Retry-After has elapsed, and then less than before for some minutes.
 */
final class RequestBudget {
    /** A second more than a minute: Sysdig counts when requests arrive, not when they leave. */
    static final Duration WINDOW = Duration.ofSeconds(61);

    private static final int PARTS = 4;

    private final int ceiling;
    private final DoubleSupplier share;
    private final InstantSource clock;

    // All guarded by this.
    private final Deque<Instant> attempts = new ArrayDeque<>();
    private final Caution caution = new Caution();
    /** Sysdig's limit per minute; null where it told none. */
    private @Nullable Integer heeded;

    private Instant closedUntil = Instant.MIN;
    private Duration lastPause = Duration.ZERO;

    /**
     * @param perMinute the ceiling of all replicas together
     * @param share of it, and of Sysdig's limit, that is this replica's at present: above 0, at most 1
     */
    RequestBudget(int perMinute, DoubleSupplier share, InstantSource clock) {
        this.ceiling = perMinute;
        this.share = share;
        this.clock = clock;
    }

    /** Takes one request; a value is how long there is none to be had. */
    synchronized Optional<Duration> take() {
        var now = clock.instant();
        var wait = wait(now);
        if (wait.isEmpty()) {
            attempts.addLast(now);
        }
        return wait;
    }

    /** Takes one request if at least so many are left to others then. */
    synchronized boolean takeAnother(int left) {
        return room() > left && take().isEmpty();
    }

    /** How many requests may be sent at once now. */
    synchronized int room() {
        var now = clock.instant();
        if (wait(now).isPresent()) {
            return 0;
        }
        if (caution.part(now) < 1) {
            return 1;
        }
        var lately = attempts.stream()
                .filter(attempt -> attempt.isAfter(now.minus(WINDOW.dividedBy(PARTS))))
                .count();
        return Math.min(most() - attempts.size(), burst() - (int) lately);
    }

    /** Sends nothing for so long, and less than before when that is over. */
    synchronized void close(Duration pause) {
        var now = clock.instant();
        if (!closedUntil.isAfter(now)) {
            caution.lower((double) attempts.size() / most(), now);
        }
        closeUntil(now.plus(pause), pause);
    }

    /** What another replica has to keep to that asks next. */
    synchronized Restraint restraint() {
        var now = clock.instant();
        settleClock(now);
        var pause = closedUntil.isAfter(now) ? Duration.between(now, closedUntil) : Duration.ZERO;
        return new Restraint(pause, heeded, caution.part(now));
    }

    /** What was told to another replica. */
    synchronized void obey(Restraint told) {
        var now = clock.instant();
        if (told.perMinute() != null) {
            heeded = told.perMinute();
        }
        caution.lowerTo(told.part(), now);
        if (told.pause().isPositive()) {
            closeUntil(now.plus(told.pause()), told.pause());
        }
    }

    private void closeUntil(Instant until, Duration pause) {
        if (until.isAfter(closedUntil)) {
            closedUntil = until;
            lastPause = pause;
            caution.holdUntil(until);
        }
    }

    /** Sysdig's limit per minute, as it stands in each of its answers. */
    synchronized void heed(int perMinute) {
        heeded = perMinute;
    }

    /** Requests per minute that are allowed at present. */
    synchronized int limit() {
        return limit(clock.instant());
    }

    private int limit(Instant now) {
        return Math.max(1, (int) (most() * caution.part(now)));
    }

    private int most() {
        return Math.max(1, (int) ((heeded == null ? ceiling : Math.min(ceiling, heeded)) * share.getAsDouble()));
    }

    private int burst() {
        return (most() + PARTS - 1) / PARTS;
    }

    private Optional<Duration> wait(Instant now) {
        settleClock(now);
        while (!attempts.isEmpty() && !attempts.getFirst().isAfter(now.minus(WINDOW))) {
            attempts.removeFirst();
        }
        var free = later(
                later(closedUntil, spaced(now)), later(left(most(), WINDOW), left(burst(), WINDOW.dividedBy(PARTS))));
        return free.isAfter(now) ? Optional.of(Duration.between(now, free)) : Optional.empty();
    }

    /** After a pause requests come one by one: all that was held back would at once be too much again. */
    private Instant spaced(Instant now) {
        return caution.part(now) < 1 ? left(1, WINDOW.dividedBy(limit(now))) : Instant.MIN;
    }

    /** When the attempt leaves the window that has to leave before another may come. */
    private Instant left(int most, Duration window) {
        return attempts.size() < most
                ? Instant.MIN
                : attempts.stream()
                        .skip(attempts.size() - (long) most)
                        .findFirst()
                        .orElseThrow()
                        .plus(window);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** A clock that was set back must neither open the limit nor close it for hours. */
    private void settleClock(Instant now) {
        if (closedUntil.isAfter(now.plus(lastPause))) {
            closedUntil = now.plus(lastPause);
            caution.holdUntil(closedUntil);
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

package com.sysdig.autoscaler.peers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the requests per minute is this replica's, so that all of them together stay below the limit, whoever lost
 * whom. As long as all copy from the one that asks, it has everything. Who has lost it asks within its own part; and the one
 * that asks leaves as much to everybody who does not copy and is there. Safe for use by several threads.
 */
public final class Shares {
    /** Where nobody says how many there are: who is not heard of for so long is dead and not only cut off. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    /** Others copy once a second. */
    private static final Duration SHORTEST = Duration.ofSeconds(3);

    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** What others sent within their parts is waited for so long: in no minute there may be more than the limit. */
    private static final Duration UNTIL_SPENT = Duration.ofSeconds(20);

    private final Supplier<Asking> asking;
    private final IntSupplier living;
    private final InstantSource clock;

    /** Who copied within that time has not lost us. Shorter than the two intervals after which who has lost us begins to ask. */
    private final Duration presence;

    /** The replicas that copy from us, and the one that asked before us and did not let go, by address. */
    private final Map<String, Heard> heard = new ConcurrentHashMap<>();

    /**
     * When a replica copied from us.
     *
     * @param since it is back; the beginning of time where it was never away, as far as is known
     */
    private record Heard(Instant since, Instant last) {}

    /** How many there are, in the words of the one that asks. */
    private volatile int told = 2;

    /** When it said so; null if it never did. */
    private volatile @Nullable Instant lastTold;

    /** Since when we are the one that asks, or since the clock was put back; null if we are not. Set by whoever looks first. */
    private volatile @Nullable Instant leading;

    /** As {@link #living} says, and after it said less until what those sent that are gone is no matter any more. */
    private volatile Counted counted = new Counted(0, Instant.MIN);

    /** {@code at}: when there were so many. */
    private record Counted(int replicas, Instant at) {
        Counted next(int current, Instant now) {
            boolean isSpent = at.isBefore(now.minus(UNTIL_SPENT)) || at.isAfter(now);
            return current >= replicas || isSpent ? new Counted(current, now) : this;
        }
    }

    /** {@code living}: how many replicas there are, also those that nobody hears; 0 where that is not known. */
    public Shares(Supplier<Asking> asking, IntSupplier living, InstantSource clock, Duration interval) {
        this.asking = asking;
        this.living = living;
        this.clock = clock;
        var atLeast = interval.compareTo(SHORTEST) > 0 ? interval : SHORTEST;
        this.presence = atLeast.compareTo(LONGEST) < 0 ? atLeast : LONGEST;
    }

    /** Above 0, at most 1. */
    public double ours() {
        return areOurs() ? (double) present() / replicas() : 1.0 / Math.max(told, alive());
    }

    /**
     * Whether we are the one that asks, and no other does so any more: the one before us goes on until it misses those that
     * copied from it.
     */
    boolean areOurs() {
        if (!(asking.get() instanceof Asking.Us(var displaced))) {
            leading = null;
            return false;
        }
        var since = leadingSince(displaced);
        return !clock.instant().isBefore(since.plus(UNTIL_SPENT)) || (displaced == null && !mayOthersHaveAsked(since));
    }

    /** Whether we take ourselves for the one that asks, or that replica for it. */
    boolean isLed(String replica) {
        return switch (asking.get()) {
            case Asking.Us _ -> true;
            case Asking.Another(var at) -> at.getAuthority().equals(replica);
            case Asking.Restarted _, Asking.Unknown _ -> false;
        };
    }

    private Instant leadingSince(@Nullable String displaced) {
        var since = leading; // before the clock, so that only a clock that was put back is behind it
        var now = clock.instant();
        if (since != null && !now.isBefore(since)) {
            return since;
        }
        if (since != null) {
            heard.replaceAll((_, _) -> new Heard(now, now));
        } else if (displaced != null) {
            heard.put(displaced, new Heard(now, now));
        }
        leading = now;
        return now;
    }

    /** Nobody does who copied shortly before. */
    private boolean mayOthersHaveAsked(Instant before) {
        var last = lastTold;
        return last != null && last.isBefore(before.minus(UNTIL_SPENT));
    }

    /** A replica copies from us. One that was counted before may have asked until now. */
    void heard(String replica) {
        var now = clock.instant();
        heard.merge(
                replica,
                new Heard(alive() > 0 ? now : Instant.MIN, now),
                (before, _) -> new Heard(before.last.isBefore(now.minus(presence)) ? now : before.since, now));
    }

    /** A replica that copied from us will not ask any more. */
    void left(String replica) {
        heard.remove(replica);
    }

    /** The replica that asks says how many there are. */
    void told(int replicas) {
        told = Math.max(2, replicas);
        lastTold = clock.instant();
    }

    /** As far as the one that asks knows, and it is asked. */
    int replicas() {
        var now = clock.instant();
        heard.values().removeIf(one -> one.last.isBefore(now.minus(REMEMBERED)));
        int alive = alive();
        return alive > 0 ? Math.max(alive, 1 + (int) copying(now).count()) : 1 + heard.size();
    }

    private int alive() {
        counted = counted.next(living.getAsInt(), clock.instant());
        return counted.replicas;
    }

    /** We, and those who need no part of their own. */
    private long present() {
        var now = clock.instant();
        return 1
                + copying(now)
                        .filter(one -> !one.since.isAfter(now.minus(UNTIL_SPENT)))
                        .count();
    }

    private Stream<Heard> copying(Instant now) {
        return heard.values().stream().filter(one -> !one.last.isBefore(now.minus(presence)));
    }
}

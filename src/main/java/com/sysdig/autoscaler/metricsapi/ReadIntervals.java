package com.sysdig.autoscaler.metricsapi;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * When each metric was read last. Bounded: what was not read for an hour is forgotten, and beyond {@value #CAPACITY} metrics
 * what was not read longest.
 */
final class ReadIntervals {
    static final int CAPACITY = 20_000;
    /** Ours are shorter; a longer one would be padded. */
    static final int LONGEST = 500;

    static final Duration MEMORY = Duration.ofHours(1);

    private record Key(String namespace, String metric, String selector) {}

    private final InstantSource clock;

    /** In the order of the last read; guarded by this. */
    private final SequencedMap<Key, Instant> last = new LinkedHashMap<>();

    ReadIntervals(InstantSource clock) {
        this.clock = clock;
    }

    /** The time since it was read before; none for the first time, and where the clock was put back. */
    synchronized Optional<Duration> read(String namespace, String metric, String selector) {
        if (selector.length() > LONGEST) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        forgetUntil(now.minus(MEMORY));
        var before = last.putLast(new Key(namespace, metric, selector), now);
        if (last.size() > CAPACITY) {
            last.pollFirstEntry();
        }
        return Optional.ofNullable(before)
                .map(then -> Duration.between(then, now))
                .filter(Duration::isPositive);
    }

    synchronized int size() {
        return last.size();
    }

    private void forgetUntil(Instant end) {
        var oldest = last.values().iterator();
        while (oldest.hasNext() && !oldest.next().isAfter(end)) {
            oldest.remove();
        }
    }
}

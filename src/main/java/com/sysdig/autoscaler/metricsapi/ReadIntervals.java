package com.sysdig.autoscaler.metricsapi;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/**
 * When each metric was read last. Bounded: what was not read for an hour is forgotten, and beyond {@value #CAPACITY} metrics
 * what was not read longest.
 */
final class ReadIntervals {
    static final int CAPACITY = 20_000;

    static final Duration MEMORY = Duration.ofHours(1);

    private final InstantSource clock;

    /** By a hash, since the texts would be most of what is held; in the order of the last read; guarded by this. */
    private final SequencedMap<UUID, Instant> last = new LinkedHashMap<>();

    ReadIntervals(InstantSource clock) {
        this.clock = clock;
    }

    /** The time since it was read before; none for the first time, and where the clock was put back. */
    Optional<Duration> read(String namespace, String metric, String selector) {
        var text = String.join("\n", namespace, metric, selector);
        return read(UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    private synchronized Optional<Duration> read(UUID read) {
        Instant now = clock.instant();
        forgetUntil(now.minus(MEMORY));
        var before = last.putLast(read, now);
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

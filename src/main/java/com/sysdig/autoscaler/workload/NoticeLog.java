package com.sysdig.autoscaler.workload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Which notices were given within the last hour: none is given twice in it. Bounded: beyond {@value #CAPACITY} the oldest
 * is forgotten, which costs a repetition.
 */
final class NoticeLog {
    static final Duration PAUSE = Duration.ofHours(1);

    private static final int CAPACITY = 20_000;

    private record Key(String uid, Notice notice) {}

    private final InstantSource clock;

    /** In the order of giving; guarded by this. */
    private final SequencedMap<Key, Instant> given = new LinkedHashMap<>();

    NoticeLog(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether it is due; if so it counts as given from now on. */
    synchronized boolean claim(String uid, Notice notice) {
        Instant now = clock.instant();
        forgetUntil(now.minus(PAUSE));
        var key = new Key(uid, notice);
        if (given.containsKey(key)) {
            return false;
        }
        if (given.size() >= CAPACITY) {
            given.pollFirstEntry();
        }
        given.put(key, now);
        return true;
    }

    /** It could not be given after all. */
    synchronized void release(String uid, Notice notice) {
        given.remove(new Key(uid, notice));
    }

    private void forgetUntil(Instant end) {
        var oldest = given.values().iterator();
        while (oldest.hasNext() && !oldest.next().isAfter(end)) {
            oldest.remove();
        }
    }
}

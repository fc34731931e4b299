package com.sysdig.autoscaler.metricsapi.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Answers of the last seconds by key; of many who ask the same at once, one is sent and all wait for its answer. Bounded:
 * what was not asked for longest is forgotten first. Safe for use by several threads, never blocks on an answer.
 */
final class Remembered<A> {
    private record Kept<A>(A answer, Instant since) {}

    private final InstantSource clock;
    private final Duration life;
    private final Predicate<A> lasting;
    /** In the order of use. Guarded by this. */
    private final Map<String, Kept<A>> known;
    /** Guarded by this. */
    private final Map<String, CompletableFuture<A>> asking = new HashMap<>();

    /** {@code lasting}: whether an answer is one to be given again, and not a failure. */
    Remembered(InstantSource clock, Duration life, int capacity, Predicate<A> lasting) {
        this.clock = clock;
        this.life = life;
        this.lasting = lasting;
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Kept<A>> eldest) {
                return size() > capacity;
            }
        };
    }

    /** {@code ask} must not throw, and what it returns must complete normally within bounded time. */
    CompletableFuture<A> get(String key, Supplier<CompletableFuture<A>> ask) {
        var answer = new CompletableFuture<A>();
        synchronized (this) {
            var entry = known.get(key);
            if (entry != null && isAlive(entry.since())) {
                return CompletableFuture.completedFuture(entry.answer());
            }
            var running = asking.putIfAbsent(key, answer);
            if (running != null) {
                return running;
            }
        }
        var _ = ask.get().thenAccept(given -> {
            settle(key, given);
            answer.complete(given);
        });
        return answer;
    }

    /** What is of the future is of before the clock was put back, nobody knows when. */
    private boolean isAlive(Instant since) {
        var now = clock.instant();
        return !since.isAfter(now) && since.plus(life).isAfter(now);
    }

    synchronized int size() {
        return known.size();
    }

    private synchronized void settle(String key, A given) {
        asking.remove(key);
        if (lasting.test(given)) {
            known.put(key, new Kept<>(given, clock.instant()));
        } else {
            known.remove(key);
        }
    }
}

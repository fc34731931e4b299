package com.sysdig.autoscaler.benchmark;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Requests at a fixed rate, whether earlier ones have been answered or not. A latency counts from the moment at which its
 * request was due, so that one slow answer does not hide those that would have been sent meanwhile.
 */
final class OpenLoop {

    private final Api api;

    OpenLoop(Api api) {
        this.api = api;
    }

    /** {@code request}: the one of this number. */
    Latencies run(int perSecond, Duration length, IntFunction<HttpRequest> request) {
        int count = Math.toIntExact(perSecond * length.toSeconds());
        var nanos = new long[count];
        var answered = new AtomicInteger();
        var failed = new AtomicInteger();
        var open = new Phaser(1);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + i * 1_000_000_000L / perSecond;
            awaitUntil(due);
            open.register();
            var _ = api.client(i)
                    .sendAsync(request.apply(i), HttpResponse.BodyHandlers.discarding())
                    .whenComplete((reply, failure) -> {
                        if (failure == null && reply.statusCode() == 200) {
                            nanos[answered.getAndIncrement()] = System.nanoTime() - due;
                        } else {
                            failed.incrementAndGet();
                        }
                        open.arriveAndDeregister();
                    });
        }
        open.arriveAndAwaitAdvance();
        return Latencies.of(Arrays.copyOf(nanos, answered.get()), failed.get());
    }

    private static void awaitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}

package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RushTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Rush rush = new Rush();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger ended = new AtomicInteger();

    @Test
    void nobodyWaitsWhileFewAreUnderWay() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            begin(threads, 5);
            rush.awaitEnd(LONG);
            assertThat(ended).hasValue(0);
            end.countDown();
        }
    }

    @Test
    void whatIsLessUrgentWaitsUntilFewAreLeft() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            begin(threads, 6);
            var waiting = new CompletableFuture<Thread>();
            var waited = threads.submit(() -> {
                waiting.complete(Thread.currentThread());
                rush.awaitEnd(LONG);
            });
            awaitTimedWait(waiting.get(30, TimeUnit.SECONDS));
            assertThat(waited).isNotDone();
            end.countDown();
            waited.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void nobodyWaitsForLongerThanThat() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            begin(threads, 6);
            rush.awaitEnd(Duration.ofMillis(1));
            assertThat(ended).hasValue(0);
            end.countDown();
        }
    }

    private static void awaitTimedWait(Thread thread) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    private void begin(ExecutorService threads, int count) {
        var begun = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            threads.execute(() -> rush.with(() -> {
                begun.countDown();
                await(end);
                return ended.incrementAndGet();
            }));
        }
        assertThat(await(begun)).isTrue();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

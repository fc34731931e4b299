package com.sysdig.autoscaler.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReviewWorkersTest {
    private static final int MEGABYTE = 1024 * 1024;

    private final ReviewWorkers workers = new ReviewWorkers();
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void bytesThatWaitAreBoundedUntilTheyAreDone() {
        IntStream.range(0, 4)
                .forEach(_ -> assertThat(workers.submit(8 * MEGABYTE, this::waited, () -> false))
                        .isPresent());

        assertThat(workers.submit(1, this::waited, () -> false)).isEmpty();

        end.countDown();
        await().untilAsserted(() -> assertThat(workers.submit(8 * MEGABYTE, this::waited, () -> false))
                .isPresent());
    }

    @Test
    void emptyBodiesAreBoundedToo() {
        var accepted = IntStream.range(0, 10_000)
                .filter(_ -> workers.submit(0, this::waited, () -> false).isPresent())
                .count();

        assertThat(accepted).isEqualTo(8_192);
        end.countDown();
    }

    @Test
    void defectGivesItsBytesBack() {
        for (int i = 0; i < 3; i++) {
            await().until(() -> workers.submit(32 * MEGABYTE, ReviewWorkersTest::fail, () -> false)
                    .isPresent());
        }
    }

    @Test
    void whatTakesTooLongIsAnsweredMeanwhile() {
        var hasty = new ReviewWorkers(Duration.ofMillis(50));

        var running =
                hasty.submit(1, () -> waited() ? "done" : "", () -> "late").orElseThrow();

        assertThat(running.toCompletableFuture().join()).isEqualTo("late");
        end.countDown();
    }

    /** Else a crowd would be worked off when nobody waits for the answers any more. */
    @Test
    void whatWaitedTooLongIsNotBegun() {
        var hasty = new ReviewWorkers(Duration.ofMillis(50));
        var begun = new AtomicInteger();
        IntStream.range(0, 4).forEach(_ -> hasty.submit(1, this::waited, () -> false));

        var waiting = hasty.submit(1, begun::incrementAndGet, () -> -1).orElseThrow();

        assertThat(waiting.toCompletableFuture().join()).isEqualTo(-1);
        end.countDown();
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        hasty.submit(32 * MEGABYTE, () -> true, () -> false).isPresent());
        assertThat(begun).hasValue(0);
    }

    private static boolean fail() {
        throw new IllegalStateException("a defect");
    }

    private boolean waited() {
        try {
            end.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

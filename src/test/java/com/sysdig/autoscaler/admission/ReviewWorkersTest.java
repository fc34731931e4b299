package com.sysdig.autoscaler.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReviewWorkersTest {
    private static final int MEGABYTE = 1024 * 1024;

    private final ReviewWorkers workers = new ReviewWorkers();
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void bytesThatWaitAreBoundedUntilTheyAreDone() {
        IntStream.range(0, 4)
                .forEach(_ ->
                        assertThat(workers.submit(8 * MEGABYTE, this::waited)).isPresent());

        assertThat(workers.submit(1, this::waited)).isEmpty();

        end.countDown();
        await().untilAsserted(() ->
                assertThat(workers.submit(8 * MEGABYTE, this::waited)).isPresent());
    }

    @Test
    void emptyBodiesAreBoundedToo() {
        var accepted = IntStream.range(0, 10_000)
                .filter(_ -> workers.submit(0, this::waited).isPresent())
                .count();

        assertThat(accepted).isEqualTo(8_192);
        end.countDown();
    }

    @Test
    void defectGivesItsBytesBack() {
        for (int i = 0; i < 3; i++) {
            await().until(() ->
                    workers.submit(32 * MEGABYTE, ReviewWorkersTest::fail).isPresent());
        }
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

package com.sysdig.autoscaler.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpkeepTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration OFTEN = Duration.ofMillis(2);

    private final AtomicInteger rounds = new AtomicInteger();
    private Upkeep upkeep;

    @AfterEach
    void close() {
        upkeep.close();
    }

    @Test
    void goesOnAfterEveryKindOfFailure() {
        upkeep = new Upkeep("work", OFTEN, () -> {
            if (rounds.incrementAndGet() % 2 == 0) {
                throw new IllegalStateException("no luck");
            }
            throw new AssertionError("worse");
        });
        upkeep.soon();

        await().until(() -> rounds.get() > 4);
    }

    @Test
    void repeatsWorkThatSucceeds() {
        upkeep = new Upkeep("work", OFTEN, rounds::incrementAndGet);
        upkeep.soon();

        await().until(() -> rounds.get() > 4);
    }

    @Test
    void takesManyRequestsDuringARoundForOneMore() throws InterruptedException {
        var inside = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        upkeep = new Upkeep("work", NEVER, () -> {
            rounds.incrementAndGet();
            inside.countDown();
            goOn.await();
        });
        upkeep.soon();
        inside.await();
        upkeep.soon();
        upkeep.soon();
        upkeep.soon();
        goOn.countDown();

        await().until(() -> rounds.get() == 2);
        await().during(Duration.ofMillis(200)).until(() -> rounds.get() == 2);
    }

    @Test
    void doesNothingBeforeItIsAsked() {
        upkeep = new Upkeep("work", OFTEN, rounds::incrementAndGet);

        await().during(Duration.ofMillis(50)).until(() -> rounds.get() == 0);
    }

    @Test
    void endsWhenClosed() {
        upkeep = new Upkeep("work", OFTEN, rounds::incrementAndGet);
        upkeep.soon();
        await().until(() -> rounds.get() > 0);
        upkeep.close();
        upkeep.soon();
        await().pollDelay(Duration.ofMillis(50)).until(() -> true);
        var then = rounds.get();

        await().during(Duration.ofMillis(50)).until(() -> rounds.get() == then);
        assertThat(rounds.get()).isEqualTo(then);
    }
}

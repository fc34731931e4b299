package com.sysdig.autoscaler.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpkeepTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration OFTEN = Duration.ofMillis(2);
    private static final PatternFormatter FORMAT = new PatternFormatter("%s");

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
    void tellsFailuresInARowByOneLineWithoutAStackTraceAndTheirEndByOne() {
        var lines = new ConcurrentLinkedQueue<LogRecord>();
        var log = Logger.getLogger(Upkeep.class.getName());
        var handler = new RecordingHandler(lines);
        log.addHandler(handler);
        try {
            upkeep = new Upkeep("work", OFTEN, () -> {
                if (rounds.incrementAndGet() <= 5) {
                    throw new ConnectException("refused");
                }
            });
            upkeep.soon();
            await().until(() -> rounds.get() > 8);
        } finally {
            log.removeHandler(handler);
        }

        assertThat(lines).hasSize(2);
        var begin = lines.remove();
        assertThat(begin.getThrown()).isNull();
        assertThat(FORMAT.format(begin)).startsWith("work failed").endsWith("refused");
        assertThat(FORMAT.format(lines.remove())).startsWith("work works again after 5 failures in PT");
    }

    @Test
    void repeatsWorkThatSucceeds() {
        upkeep = new Upkeep("work", OFTEN, rounds::incrementAndGet);
        upkeep.soon();

        await().until(() -> rounds.get() > 4);
    }

    /** As of two that put each other's changes back. */
    @Test
    void requestsThatItCausesItselfAreOneRoundASecond() {
        long begin = System.nanoTime();
        upkeep = new Upkeep("work", NEVER, () -> {
            rounds.incrementAndGet();
            upkeep.soon();
        });
        upkeep.soon();

        await().until(() -> rounds.get() >= 3);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
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
        // A round that is under way ends before.
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        var then = rounds.get();

        await().during(Duration.ofMillis(50)).until(() -> rounds.get() == then);
        assertThat(rounds.get()).isEqualTo(then);
    }

    private static final class RecordingHandler extends Handler {
        private final Queue<LogRecord> lines;

        RecordingHandler(Queue<LogRecord> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.INFO.intValue()) {
                lines.add(line);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

package com.sysdig.autoscaler.upkeep;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Repeats one piece of work on a thread of its own: at start, at every interval, soon after {@link #soon}, and after a
 * failure with waits that double from one second up to the interval. Rounds never overlap, and one that is asked for begins a
 * second after the last at the earliest: two that put each other's changes back shall not fill the log. Failures in a row are
 * one line in the log when they begin and one when they end.
 */
public final class Upkeep implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Upkeep.class);

    /** One round; may block, and may fail with anything. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    private final String name;
    private final Duration interval;
    private final Work work;
    private final ScheduledExecutorService thread;
    private final AtomicBoolean asked = new AtomicBoolean();

    // These belong to the one thread of the executor.
    private @Nullable ScheduledFuture<?> next;
    private int failures;
    private long failingSince;
    private long restingSince;

    /** Does nothing before the first {@link #soon}. {@code name} completes the sentence "… failed". */
    public Upkeep(String name, Duration interval, Work work) {
        this.name = name;
        this.interval = interval;
        this.work = work;
        this.restingSince = System.nanoTime() - shortest().toNanos();
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    /** Runs a round soon after the one under way has ended; many calls in the meantime are one round. */
    public void soon() {
        if (!thread.isShutdown() && asked.compareAndSet(false, true)) {
            thread.execute(this::roundAfterRest);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void roundAfterRest() {
        var rest = shortest().minusNanos(System.nanoTime() - restingSince);
        if (rest.isPositive()) {
            asked.set(false);
            cancelNext();
            again(rest);
        } else {
            round();
        }
    }

    private void cancelNext() {
        if (next != null) {
            next.cancel(false);
        }
    }

    private void round() {
        asked.set(false);
        cancelNext();
        var wait = shortest();
        try {
            work.run();
            succeeded();
            wait = interval;
        } catch (Exception e) {
            wait = failed(e);
        } finally {
            restingSince = System.nanoTime();
            again(wait);
        }
    }

    private void again(Duration wait) {
        if (!thread.isShutdown()) {
            next = thread.schedule(this::round, wait.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void succeeded() {
        if (failures > 0) {
            LOG.infof("%s works again after %d failures in %s", name, failures, failingFor());
        }
        failures = 0;
    }

    private Duration failed(Exception e) {
        var wait = shorter(shortest().multipliedBy(1L << Math.min(failures, 20)), interval);
        failures++;
        if (failures == 1) {
            failingSince = System.nanoTime();
            LOG.warnf(
                    isBrokenConnection(e) ? null : e,
                    "%s failed and is tried again from %d ms on: %s",
                    name,
                    wait.toMillis(),
                    e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } else {
            LOG.debugf(e, "%s failed %d times in a row, next try in %d ms", name, failures, wait.toMillis());
        }
        return wait;
    }

    /** Where it broke says nothing about us. */
    private static boolean isBrokenConnection(Exception e) {
        return e instanceof IOException || e.getCause() instanceof IOException;
    }

    private Duration failingFor() {
        return Duration.ofNanos(System.nanoTime() - failingSince).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Between two rounds. */
    private Duration shortest() {
        return shorter(Duration.ofSeconds(1), interval);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}

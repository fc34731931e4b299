package com.sysdig.autoscaler.admission;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Few threads of their own, so that reviews, which anybody who reaches the port may send, take the event loops from nobody;
 * and a bound on the bytes that wait for them.
 */
@Singleton
final class ReviewWorkers {
    private static final int THREADS = 4;
    private static final int BYTES = 32 * 1024 * 1024;
    /** What an empty body counts, so that the number of waiting reviews is bounded, too. */
    private static final int LEAST = 4096;

    private final Semaphore bytes = new Semaphore(BYTES);
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("review-", 0).daemon().factory());

    /** Empty where too much is waiting already. */
    <T> Optional<CompletionStage<T>> submit(int size, Supplier<T> work) {
        int weight = Math.clamp(size, LEAST, BYTES);
        return bytes.tryAcquire(weight)
                ? Optional.of(
                        CompletableFuture.supplyAsync(work, threads).whenComplete((_, _) -> bytes.release(weight)))
                : Optional.empty();
    }
}

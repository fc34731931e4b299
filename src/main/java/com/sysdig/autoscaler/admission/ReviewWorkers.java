package com.sysdig.autoscaler.admission;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Few threads of their own, so that reviews, which anybody who reaches the port may send, take the event loops from nobody;
 * a bound on the bytes that wait for them, and one on the time that a review takes, waiting included.
 */
@Singleton
final class ReviewWorkers {
    private static final int THREADS = 4;
    /** Well before the API server's own limit, which is the webhook's {@code timeoutSeconds}. */
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private static final int BYTES = 32 * 1024 * 1024;
    /** What an empty body counts, so that the number of waiting reviews is bounded, too. */
    private static final int LEAST = 4096;

    private final Duration limit;
    private final Semaphore bytes = new Semaphore(BYTES);
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("review-", 0).daemon().factory());

    @Inject
    ReviewWorkers() {
        this(LIMIT);
    }

    ReviewWorkers(Duration limit) {
        this.limit = limit;
    }

    /** Empty where too much is waiting already. What is not done within the limit is answered by {@code late}. */
    <T> Optional<CompletionStage<T>> submit(int size, Supplier<T> work, Supplier<T> late) {
        int weight = Math.clamp(size, LEAST, BYTES);
        if (!bytes.tryAcquire(weight)) {
            return Optional.empty();
        }
        var answer = new CompletableFuture<T>();
        threads.execute(() -> {
            try {
                if (!answer.isDone()) {
                    answer.complete(work.get());
                }
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            } finally {
                bytes.release(weight);
            }
        });
        return Optional.of(
                answer.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionallyAsync(failure -> {
                    if (failure instanceof TimeoutException) {
                        return late.get();
                    }
                    throw new CompletionException(failure);
                }));
    }
}

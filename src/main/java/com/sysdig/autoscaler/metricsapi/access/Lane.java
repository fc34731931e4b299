package com.sysdig.autoscaler.metricsapi.access;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Does blocking work on threads of its own, some at once and each within a time limit. Each kind of caller has its own
 * lane, so that strangers who crowd theirs hold up nobody else.
 */
final class Lane {
    private static final Logger LOG = Logger.getLogger(Lane.class);
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final Semaphore places;
    private final Duration limit;

    Lane(int atOnce, Duration limit) {
        this.places = new Semaphore(atOnce);
        this.limit = limit;
    }

    /** Never blocks; completes normally, at the latest when the limit is over, then with what {@code failed} makes. */
    <A> CompletableFuture<A> run(Supplier<A> work, Function<String, A> failed) {
        if (!places.tryAcquire()) {
            return CompletableFuture.completedFuture(failed.apply("too many reviews at once"));
        }
        var answer = new CompletableFuture<A>();
        var task = THREADS.submit(() -> {
            try {
                answer.complete(work.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).handle((given, failure) -> {
            places.release();
            if (failure == null) {
                return given;
            }
            task.cancel(true);
            return failed.apply(detail(failure));
        });
    }

    private String detail(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "the API server did not answer within %d ms".formatted(limit.toMillis());
        }
        LOG.error("A review failed by a defect", failure);
        return "internal error";
    }
}

package com.sysdig.autoscaler.workload;

import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;

/**
 * Whether the informers have seen the cluster once, so that the catalog is complete; true for ever then. Reading it never
 * blocks.
 */
@Singleton
public final class CachesFilled {
    private final CompletableFuture<Void> filled = new CompletableFuture<>();

    void fill() {
        filled.complete(null);
    }

    public boolean yes() {
        return filled.isDone();
    }

    /** Runs it once, by the thread that fills them or, where they are filled, by the caller's. */
    public void whenFilled(Runnable then) {
        var _ = filled.thenRun(then);
    }
}

package com.sysdig.autoscaler.workload;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Whether the informers have seen the cluster once, so that the catalog is complete; true for ever then. Reading it never
 * blocks.
 */
@Singleton
public final class CachesFilled {
    /** After the extension's own observer, which returns when the caches are full. */
    private static final int AFTER_THE_OPERATOR = 10_000;

    /** Set once, at start. */
    private volatile boolean filled;

    void onStarted(@Observes @Priority(AFTER_THE_OPERATOR) StartupEvent event) {
        filled = true;
    }

    public boolean yes() {
        return filled;
    }
}

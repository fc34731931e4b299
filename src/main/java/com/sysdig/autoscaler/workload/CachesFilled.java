package com.sysdig.autoscaler.workload;

import jakarta.inject.Singleton;

/**
 * Whether the informers have seen the cluster once, so that the catalog is complete; true for ever then. Reading it never
 * blocks.
 */
@Singleton
public final class CachesFilled {
    /** Set once, by the thread that starts the reconcilers. */
    private volatile boolean filled;

    void fill() {
        filled = true;
    }

    public boolean yes() {
        return filled;
    }
}

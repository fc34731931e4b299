package com.sysdig.autoscaler.testbed;

import java.util.function.Supplier;

/** Made at the first call; a failure is remembered too, so that each test after it fails at once with the same cause. */
final class Lazy<T> implements Supplier<T> {

    private final Supplier<T> maker;
    /** Guarded by this. */
    private T made;
    /** Guarded by this. */
    private RuntimeException failure;

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        if (failure != null) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
        if (made == null) {
            try {
                made = maker.get();
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
        return made;
    }

    synchronized boolean isMade() {
        return made != null;
    }
}

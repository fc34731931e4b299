package com.sysdig.autoscaler.workload;

import jakarta.inject.Singleton;

/** When the orphans of {@link Orphans} are to be looked for, and whether by this replica. */
@Singleton
public final class OrphanWatch {
    /** Set once, at start. */
    private volatile Runnable search = () -> {};

    /** Written by the election's thread. */
    private volatile boolean leading;

    /** {@code soon} returns at once. */
    public void onDue(Runnable soon) {
        search = soon;
    }

    /** A workload is gone. */
    void due() {
        search.run();
    }

    void leads(boolean now) {
        leading = now;
        if (now) {
            search.run();
        }
    }

    boolean leads() {
        return leading;
    }
}

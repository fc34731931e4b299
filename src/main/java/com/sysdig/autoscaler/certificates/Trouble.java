package com.sysdig.autoscaler.certificates;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What is wrong with the source, told when it begins or changes, and when it ends. Used by one thread at a time. */
final class Trouble {
    private static final Logger LOG = Logger.getLogger(Trouble.class);

    /** Guarded by the source that owns this. */
    private @Nullable String told;

    /** Whether it is news. */
    boolean is(String what) {
        if (what.equals(told)) {
            return false;
        }
        LOG.warn(what);
        told = what;
        return true;
    }

    void isOver() {
        if (told != null) {
            LOG.info("The serving certificate is in order again");
        }
        told = null;
    }
}

package com.sysdig.autoscaler.certificates;

import com.sysdig.autoscaler.episode.Episode;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What is wrong with the source, told when it begins or changes, and when it ends. Used by one thread at a time. */
final class Trouble {
    private static final Logger LOG = Logger.getLogger(Trouble.class);

    private final Episode episode = new Episode();

    /** Guarded by the source that owns this. */
    private @Nullable String told;

    /** Whether it is news. */
    boolean is(String what, Instant now) {
        if (what.equals(told)) {
            return false;
        }
        var _ = episode.begins(now);
        LOG.warn(what);
        told = what;
        return true;
    }

    void isOver(Instant now) {
        episode.ends(now).ifPresent(lasted -> LOG.infof("The serving certificate is in order again, after %s", lasted));
        told = null;
    }
}

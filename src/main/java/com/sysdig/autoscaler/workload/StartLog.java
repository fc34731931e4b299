package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.episode.Episode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Says once that the reconcilers do not start, and once when they do after all. */
@Singleton
final class StartLog {
    private static final Logger LOG = Logger.getLogger(StartLog.class);

    private final Episode failing = new Episode();
    private final InstantSource clock;

    StartLog(InstantSource clock) {
        this.clock = clock;
    }

    /** {@code pause}: the longest between two attempts. */
    void failed(Throwable failure, Duration pause) {
        if (failing.begins(clock.instant())) {
            LOG.warnf(
                    "The reconcilers do not start: %s. It is tried again, at least every %ss.",
                    reason(failure), pause.toSeconds());
        }
    }

    void started() {
        failing.ends(clock.instant()).ifPresent(lasted -> LOG.infof("The reconcilers are started, after %s.", lasted));
    }

    /** The client's own message is "An error has occurred." */
    private static String reason(Throwable failure) {
        var root = failure;
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}

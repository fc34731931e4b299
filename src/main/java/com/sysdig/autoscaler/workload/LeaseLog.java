package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.episode.Episode;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Says who writes: at the first time, when this replica lost the lease, and once when that is over. */
@Singleton
final class LeaseLog {
    private static final Logger LOG = Logger.getLogger(LeaseLog.class);

    private final Episode lost = new Episode();
    private final ReplicaIdentity us;
    private final InstantSource clock;

    LeaseLog(ReplicaIdentity us, InstantSource clock) {
        this.us = us;
        this.clock = clock;
    }

    void leads() {
        lost.ends(clock.instant())
                .ifPresentOrElse(
                        lasted -> LOG.infof(
                                "This replica writes the HorizontalPodAutoscalers again, after %s without the lease.",
                                lasted),
                        () -> LOG.info("This replica writes the HorizontalPodAutoscalers now."));
    }

    void lost() {
        if (lost.begins(clock.instant())) {
            LOG.warn(
                    "The lease was lost: the reconcilers stop and wait for it again. Metrics are served all the time.");
        }
    }

    /** Who holds the lease; null or empty while it is free. After a loss it may still be us, who have to win it anew. */
    void holds(@Nullable String identity) {
        if (identity != null && !identity.isEmpty() && !identity.equals(us.text())) {
            lost.ends(clock.instant())
                    .ifPresent(lasted -> LOG.infof(
                            "Replica %s writes the HorizontalPodAutoscalers, after %s without the lease here.",
                            identity, lasted));
        }
    }
}

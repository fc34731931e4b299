package com.sysdig.autoscaler.metricsapi.access;

import com.sysdig.autoscaler.episode.Episode;
import com.sysdig.autoscaler.metricsapi.access.Reviews.AccessAnswer;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Says once when reviews begin to fail, and once when they work again. Safe for several threads. */
final class ReviewLog {
    private static final Logger LOG = Logger.getLogger(ReviewLog.class);

    private final Episode failing = new Episode();
    private final InstantSource clock;

    ReviewLog(InstantSource clock) {
        this.clock = clock;
    }

    void note(AccessAnswer answer) {
        var now = clock.instant();
        if (answer instanceof AccessAnswer.Failed(var detail)) {
            if (failing.begins(now)) {
                LOG.warnf(
                        "Who may read metrics cannot be asked: %s. What was not allowed within the last 10 s is"
                                + " refused, so that HorizontalPodAutoscalers keep their size.",
                        detail);
            }
        } else {
            failing.ends(now)
                    .ifPresent(lasted -> LOG.infof("Who may read metrics can be asked again, after %s", lasted));
        }
    }
}

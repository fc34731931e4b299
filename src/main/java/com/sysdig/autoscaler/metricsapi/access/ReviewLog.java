package com.sysdig.autoscaler.metricsapi.access;

import com.sysdig.autoscaler.metricsapi.access.Reviews.AccessAnswer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Says once when reviews begin to fail, and once when they work again. */
final class ReviewLog {
    private static final Logger LOG = Logger.getLogger(ReviewLog.class);

    private final AtomicBoolean failing = new AtomicBoolean();

    void note(AccessAnswer answer) {
        if (answer instanceof AccessAnswer.Failed(var detail)) {
            if (!failing.getAndSet(true)) {
                LOG.warnf(
                        "Who may read metrics cannot be asked: %s. What was not allowed within the last 10 s is"
                                + " refused, so that HorizontalPodAutoscalers keep their size.",
                        detail);
            }
        } else if (failing.getAndSet(false)) {
            LOG.info("Who may read metrics can be asked again");
        }
    }
}

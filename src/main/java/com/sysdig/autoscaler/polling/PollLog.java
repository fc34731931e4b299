package com.sysdig.autoscaler.polling;

import com.sysdig.autoscaler.episode.Episode;
import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.sample.SourceProblem;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One line when trouble with the source begins and one when it is over; nothing in between. Safe for several threads. */
final class PollLog {
    private static final Logger LOG = Logger.getLogger(PollLoop.class);

    private final Episodes episodes = new Episodes();
    private final Episode failingTicks = new Episode();

    void answered(PlannedQuery query, Instant now) {
        over(episodes.leave(query.identity(), null, now));
    }

    /** With the exception, if it was a defect of our own. */
    void failed(PlannedQuery query, SourceProblem problem, @Nullable RuntimeException defect, Instant now) {
        over(episodes.leave(query.identity(), problem.reason(), now));
        if (episodes.enter(query.identity(), problem.reason(), now)) {
            LOG.warnf(
                    defect,
                    "No answer from Sysdig (%s): %s. As long as this lasts, metrics that fail so are withheld and their"
                            + " workloads keep their size. First query: %s",
                    problem.reason(),
                    problem.message(),
                    query.promql());
        }
    }

    void retain(Set<Object> queries, Instant now) {
        over(episodes.retain(queries, now));
    }

    /** Of an outage the reasons are told, query by query. */
    void troubleBegins(Trouble trouble, String text) {
        if (trouble != Trouble.OUTAGE) {
            LOG.warn(Character.toUpperCase(text.charAt(0)) + text.substring(1));
        }
    }

    void troubleEnds(Trouble trouble, Duration lasted) {
        switch (trouble) {
            case OUTAGE -> {
                // its reasons end, each with a line
            }
            case BUDGET_TOO_SMALL -> LOG.infof("The requests to Sysdig are enough again, after %s", lasted);
            case NOTHING_FOUND -> LOG.infof("Sysdig has series of workloads, after %s without any", lasted);
        }
    }

    void tickFailed(RuntimeException defect, Instant now) {
        if (failingTicks.begins(now)) {
            LOG.error("Nothing new is asked of Sysdig, because of a defect; it is tried again every second", defect);
        }
    }

    void tickSucceeded(Instant now) {
        failingTicks.ends(now).ifPresent(lasted -> LOG.infof("Sysdig is asked again, after %s", lasted));
    }

    private static void over(Map<Reason, Duration> ended) {
        ended.forEach((reason, lasted) -> LOG.infof("No query fails with %s any more, after %s", reason, lasted));
    }
}

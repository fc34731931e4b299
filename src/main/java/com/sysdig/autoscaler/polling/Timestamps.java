package com.sysdig.autoscaler.polling;

import com.sysdig.autoscaler.episode.Episode;
import com.sysdig.autoscaler.query.Promql;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.SourceProblem;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether the source refuses {@code timestamp()}, on which Sysdig's documents are silent. The first query that is refused is
 * asked once more without; where that is answered, all are asked so, and the other wording is tried again in an hour. Once a
 * query with {@code timestamp()} was answered, a refusal is the query's own, unless it speaks of it. Safe for use by several
 * threads.
 */
final class Timestamps {
    private static final Logger LOG = Logger.getLogger(PollLoop.class);
    private static final Duration REMEMBERED = Duration.ofHours(1);

    /** The latest that is known; null before anything is. By time of evaluation. */
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

    private final Episode refusing = new Episode();

    private record Known(boolean refused, Instant since) {}

    /** Asks in the wording that the source takes. */
    Reply ask(Promql promql, Instant at, Function<String, Reply> source) {
        if (promql.text().equals(promql.untimed()) || isKnown(true, at)) {
            return source.apply(promql.untimed());
        }
        var reply = source.apply(promql.text());
        return switch (reply) {
            case Reply.Rows _ -> learned(false, at, reply);
            case Reply.Refused(var problem)
            when mayBeBecauseOfIt(problem, at) ->
                source.apply(promql.untimed()) instanceof Reply.Rows untimed ? learned(true, at, untimed) : reply;
            case Reply.Refused _ -> reply;
        };
    }

    private boolean mayBeBecauseOfIt(SourceProblem problem, Instant at) {
        return problem.reason() == Reason.REJECTED
                && (!isKnown(false, at) || problem.message().contains("timestamp"));
    }

    private boolean isKnown(boolean refused, Instant now) {
        var latest = known.get();
        return latest != null
                && latest.refused == refused
                && !now.isBefore(latest.since)
                && now.isBefore(latest.since.plus(REMEMBERED));
    }

    private Reply learned(boolean refused, Instant at, Reply reply) {
        known.set(new Known(refused, at));
        if (!refused) {
            refusing.ends(at).ifPresent(lasted -> LOG.infof("Sysdig takes timestamp() again, after %s", lasted));
        } else if (refusing.begins(at)) {
            LOG.info("Sysdig refuses timestamp(): how old a sample is follows from the shortest window that holds one");
        }
        return reply;
    }
}

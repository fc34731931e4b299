package com.sysdig.autoscaler.polling;

import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.query.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which query is due when: each once per interval, at its own place in the interval, so that they do not come all at once;
 * and one with new questions at the next tick. Places differ from process to process. The loop's thread only.
 */
final class Rhythm {
    /** While workloads keep coming, the query that they share is not asked more often than so many times per interval. */
    private static final int MOST_PER_INTERVAL = 5;

    private final Duration interval;
    private final long seed;

    /** By {@link PlannedQuery#identity}, in the order of the plan. */
    private Map<Object, Beat> beats = new HashMap<>();

    private Set<Question> questions = Set.of();

    // seed: another for each process
    Rhythm(Duration interval, long seed) {
        this.interval = interval;
        this.seed = seed;
    }

    /** Takes a new plan; what it has in common with the last one keeps its place. */
    void take(List<PlannedQuery> plan, Set<Question> asked) {
        var next = new HashMap<Object, Beat>();
        for (var query : plan) {
            var known = beats.get(query.identity());
            boolean isNew = known == null || !questions.containsAll(query.questions());
            next.put(query.identity(), known == null ? Beat.first(query) : known.with(query, isNew));
        }
        beats = next;
        questions = asked;
    }

    /**
     * What is to be asked now; it is not due again until its next place.
     *
     * @param busy of a query that has not been answered yet: it stays due
     */
    List<PlannedQuery> due(Instant now, Predicate<PlannedQuery> busy) {
        var due = new ArrayList<PlannedQuery>();
        beats.replaceAll((identity, beat) -> {
            long slot = slot(identity, now);
            if (!beat.isDue(slot, now.minus(interval.dividedBy(MOST_PER_INTERVAL))) || busy.test(beat.query)) {
                return beat;
            }
            due.add(beat.query);
            return new Beat(beat.query, false, slot, now);
        });
        return due;
    }

    /** Counts intervals from a moment that is the query's own. */
    private long slot(Object identity, Instant now) {
        long place = Math.floorMod(identity.hashCode() * 0x9E3779B97F4A7C15L + seed, interval.toMillis());
        return Math.floorDiv(now.toEpochMilli() - place, interval.toMillis());
    }

    /**
     * One query's state.
     *
     * @param eager has questions that were never asked
     * @param slot in which it was asked last
     * @param asked null if it never was
     */
    private record Beat(
            PlannedQuery query,
            boolean eager,
            long slot,
            @Nullable Instant asked) {
        static Beat first(PlannedQuery query) {
            return new Beat(query, true, 0, null);
        }

        Beat with(PlannedQuery changed, boolean isNew) {
            return new Beat(changed, eager || isNew, slot, asked);
        }

        /** A slot before the last one is due, too: somebody has put the clock back. */
        boolean isDue(long current, Instant lately) {
            return asked == null || current != slot || (eager && !asked.isAfter(lately));
        }
    }
}

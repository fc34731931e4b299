package com.sysdig.autoscaler.polling;

import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.query.QueryPlanner;
import com.sysdig.autoscaler.query.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is to be asked, planned anew only when something changed, and when. The loop's thread only. */
public final class Agenda {
    private final Supplier<Optional<Set<Question>>> wanted;
    private final QueryPlanner planner;
    private final Rhythm rhythm;

    private @Nullable Set<Question> planned;
    private long plannedVersion;

    /**
     * @param wanted every distinct question, or nothing for as long as not all of them are known; cheapest if it is the same
     *     set, not only an equal one, while nothing changes
     * @param interval in which everything is asked once
     * @param seed another for each process, so that they do not ask at the same moments
     */
    public Agenda(Supplier<Optional<Set<Question>>> wanted, QueryPlanner planner, Duration interval, long seed) {
        this.wanted = wanted;
        this.planner = planner;
        this.rhythm = new Rhythm(interval, seed);
    }

    /** The new plan, if something changed since the last call. */
    Optional<Change> refresh() {
        return wanted.get().flatMap(this::refresh);
    }

    private Optional<Change> refresh(Set<Question> questions) {
        long version = planner.version();
        if (questions.equals(planned) && version == plannedVersion) {
            return Optional.empty();
        }
        var plan = planner.plan(questions);
        rhythm.take(plan, questions);
        planned = questions;
        plannedVersion = version;
        return Optional.of(new Change(plan, questions));
    }

    /** What is to be asked now and was not handed out for this turn before; a busy one stays due. */
    List<PlannedQuery> due(Instant now, Predicate<PlannedQuery> busy) {
        return rhythm.due(now, busy);
    }

    record Change(List<PlannedQuery> plan, Set<Question> questions) {}
}

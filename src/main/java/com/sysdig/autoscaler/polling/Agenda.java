package com.sysdig.autoscaler.polling;

import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.query.QueryPlanner;
import com.sysdig.autoscaler.query.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is to be asked, planned anew only when something changed, and when. The loop's thread only. */
public final class Agenda {
    private final Wanted wanted;
    private final QueryPlanner planner;
    private final Duration interval;
    private final long seed;
    private final Rhythm rhythm;

    private @Nullable Set<Question> planned;
    private long plannedVersion;

    /**
     * @param interval in which everything is asked once
     * @param seed another for each process, so that they do not ask at the same moments
     */
    public Agenda(Wanted wanted, QueryPlanner planner, Duration interval, long seed) {
        this.wanted = wanted;
        this.planner = planner;
        this.interval = interval;
        this.seed = seed;
        this.rhythm = new Rhythm(interval, seed);
    }

    Duration interval() {
        return interval;
    }

    long seed() {
        return seed;
    }

    /** The new plan, if something changed since the last call. */
    Optional<Change> refresh() {
        return wanted.questions().flatMap(this::refresh);
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

    /** On whose account a query goes: a namespace, or the query itself where several share it. */
    Object party(PlannedQuery query) {
        var namespaces = namespaces(query).distinct().limit(2).toList();
        return namespaces.size() == 1 ? namespaces.getFirst() : query.identity();
    }

    /** The questions about workloads that have to find something. */
    Stream<Question> expectant() {
        return wanted.questions().orElse(Set.of()).stream()
                .filter(question -> question instanceof Question.OfWorkload && !wanted.mayBeEmpty(question));
    }

    /** The matcher that the series of every workload have to meet. */
    String cluster() {
        return planner.cluster();
    }

    private Stream<String> namespaces(PlannedQuery query) {
        return switch (query) {
            case PlannedQuery.OfShape grouped ->
                grouped.byWorkload().keySet().stream().map(Workload::namespace);
            case PlannedQuery.OfObjects(var _, var group, var _) -> Stream.of(group.namespace());
            case PlannedQuery.OfQuery(var _, var question) -> wanted.namespaces(question).stream();
        };
    }

    record Change(List<PlannedQuery> plan, Set<Question> questions) {}
}

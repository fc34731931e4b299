package com.sysdig.autoscaler.polling;

import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.sample.Allowance;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Which query is asked next, or that none is: nobody more than the source allows, who fails more rarely, and in an outage one
 * at a time. Safe for use by several threads; all that it holds is guarded by it.
 */
final class Dispatch {
    /** What is the query's own fault. */
    private static final Set<Reason> OF_THE_QUERY = EnumSet.of(Reason.REJECTED, Reason.INTERNAL);

    /** What may be the query's fault, or that of a part of Sysdig or of what is before it. */
    private static final Set<Reason> OF_EITHER = EnumSet.of(Reason.TIMEOUT, Reason.SERVER_ERROR, Reason.BROKEN_ANSWER);

    /** In intervals. What has waited for longer is left alone whenever the source is, for however short a time. */
    private static final int PATIENCE = 4;

    private final Agenda agenda;
    private final Supplier<Allowance> allowance;
    private final int atOnce;
    private final RandomGenerator random;
    private final Line line;
    private final Rests rests;
    private final Outage outage;

    /** The identity of every query that is wanted. */
    private Set<Object> planned = Set.of();

    Dispatch(Agenda agenda, Supplier<Allowance> allowance, int atOnce) {
        this.agenda = agenda;
        this.allowance = allowance;
        this.atOnce = atOnce;
        this.random = new SplittableRandom(agenda.seed());
        this.line = new Line(Math.max(1, atOnce / 2), agenda::party);
        this.rests = new Rests(agenda.interval(), random);
        this.outage = new Outage(agenda.interval(), random);
    }

    /** A new plan. */
    synchronized void take(Agenda.Change change, Instant now) {
        Map<Object, PlannedQuery> plan =
                change.plan().stream().collect(Collectors.toMap(PlannedQuery::identity, Function.identity()));
        line.retain(plan);
        rests.retain(plan.keySet());
        planned = Set.copyOf(plan.keySet());
        outage.take(planned, now);
    }

    /** Another replica has an answer to it, so that none of ours failed lately. */
    synchronized void answeredElsewhere(PlannedQuery query) {
        rests.succeeded(query);
        outage.succeeded(query.identity());
    }

    /** Lines up what is due and not left to others; gives how many can be asked at once. By the loop's thread only. */
    synchronized int lineUp(Instant now, Predicate<PlannedQuery> leftToOthers) {
        line.removeIf(leftToOthers);
        agenda.due(now, query -> isTaken(query, now) || leftToOthers.test(query))
                .forEach(query -> line.add(query, now));
        return Math.min(atOnce - line.underWay(), line.waiting());
    }

    /** It is under way from now on. */
    synchronized Optional<PlannedQuery> next(Instant now) {
        if (isFull()) {
            return Optional.empty();
        }
        var next = line.next(now, identity -> outage.lets(identity, now));
        next.ifPresent(query -> outage.asked(query.identity(), now));
        return next;
    }

    /** What came of a query that was under way. */
    synchronized void done(PlannedQuery query, Reply reply, Instant now) {
        line.done(query);
        switch (reply) {
            case Reply.Rows _ -> {
                rests.succeeded(query);
                if (outage.succeeded(query.identity())) {
                    line.spread(
                            outage.failing(), new Pause(now, agenda.interval().dividedBy(2)), random);
                }
            }
            case Reply.Refused(var problem) when problem.reason() == Reason.LIMITED -> {
                // says nothing about the query, and the source's allowance tells the rest
            }
            case Reply.Refused(var problem) -> {
                rest(query, problem.reason(), now);
                outage.failed(query.identity(), now);
            }
        }
    }

    private void rest(PlannedQuery query, Reason reason, Instant now) {
        boolean isItsFault = OF_THE_QUERY.contains(reason);
        if (!outage.isOpen() && (isItsFault || OF_EITHER.contains(reason))) {
            rests.failed(query, isItsFault, now);
        }
    }

    /**
     * What is not asked in each interval, because of its failures or since the source is left alone for longer than that, or
     * time and again, by whichever replica: one that leaves it to another has nothing in the line.
     */
    synchronized Set<Object> leftAlone(Instant now) {
        var leftAlone = new HashSet<>(outage.isOpen() ? outage.failing() : rests.resting(now));
        var closed = allowance.get().closed();
        boolean isLong = closed.compareTo(agenda.interval()) >= 0
                || (closed.isPositive()
                        && line.longestWait(now).compareTo(agenda.interval().multipliedBy(PATIENCE)) >= 0);
        if (isLong) {
            planned.stream().filter(identity -> !line.isUnderWay(identity)).forEach(leftAlone::add);
        }
        return leftAlone;
    }

    synchronized State state(Instant now) {
        var allowed = allowance.get();
        return new State(
                outage.isOpen(),
                rests.resting(now).size(),
                line.waiting(),
                line.longestWait(now),
                line.underWay() >= allowed.room(),
                allowed);
    }

    private boolean isFull() {
        return line.underWay() >= Math.min(atOnce, allowance.get().room());
    }

    private boolean isTaken(PlannedQuery query, Instant now) {
        return line.has(query.identity()) || (!outage.isOpen() && rests.isResting(query, now));
    }

    /**
     * How asking stands.
     *
     * @param resting queries that failed too often to be asked in each interval
     * @param waiting queries that are due
     * @param longestWait of them
     * @param spent the source allows no more than what is under way
     */
    record State(boolean outage, long resting, int waiting, Duration longestWait, boolean spent, Allowance allowance) {}
}

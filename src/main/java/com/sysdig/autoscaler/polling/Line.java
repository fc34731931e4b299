package com.sysdig.autoscaler.polling;

import static java.util.Comparator.comparing;

import com.sysdig.autoscaler.query.PlannedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Whose turn it is, where not everything that is due can be asked at once. Each namespace is a party, and so is each query
 * that several namespaces share. The party that was served longest ago is next, and of its queries the one that was asked
 * longest ago. So a namespace gets no more for wanting more, and the oldest answer is renewed first. Guarded by its owner.
 */
final class Line {
    private final int mostPerParty;
    private final Function<PlannedQuery, Object> parties;

    private final Map<Object, Waiting> waiting = new LinkedHashMap<>();
    private final Map<Object, Object> partyUnderWay = new HashMap<>();

    // by the number of the turn; none before the first
    private final Map<Object, Long> served = new HashMap<>();
    private final Map<Object, Long> asked = new HashMap<>();
    private long turn;

    /**
     * @param mostPerParty so many queries of a party are under way at most
     * @param parties of a query
     */
    Line(int mostPerParty, Function<PlannedQuery, Object> parties) {
        this.mostPerParty = mostPerParty;
        this.parties = parties;
    }

    void add(PlannedQuery query, Instant now) {
        waiting.put(query.identity(), new Waiting(query, parties.apply(query), now, Pause.NONE));
    }

    /** Takes them out of the line, whatever else is known of them. */
    void removeIf(Predicate<PlannedQuery> unwanted) {
        waiting.values().removeIf(one -> unwanted.test(one.query));
    }

    /** The queries as they are planned now; forgets all others. */
    void retain(Map<Object, PlannedQuery> plan) {
        waiting.keySet().retainAll(plan.keySet());
        waiting.replaceAll((identity, one) -> {
            var current = plan.getOrDefault(identity, one.query);
            return new Waiting(current, parties.apply(current), one.since, one.held);
        });
        asked.keySet().retainAll(plan.keySet());
        var present = new HashSet<Object>();
        plan.values().forEach(query -> present.add(parties.apply(query)));
        served.keySet().retainAll(present);
    }

    /** The next query that may be asked; it is under way from now on. */
    Optional<PlannedQuery> next(Instant now, Predicate<Object> allowed) {
        var next = waiting.values().stream()
                .filter(one -> !one.held.holds(now) && allowed.test(one.query.identity()))
                .filter(one -> underWay(one.party) < mostPerParty)
                .min(comparing((Waiting one) -> served.getOrDefault(one.party, 0L))
                        .thenComparing(one -> asked.getOrDefault(one.query.identity(), 0L))
                        .thenComparing(Waiting::since));
        next.ifPresent(this::begin);
        return next.map(Waiting::query);
    }

    void done(PlannedQuery query) {
        partyUnderWay.remove(query.identity());
    }

    boolean has(Object identity) {
        return waiting.containsKey(identity) || partyUnderWay.containsKey(identity);
    }

    boolean isUnderWay(Object identity) {
        return partyUnderWay.containsKey(identity);
    }

    int waiting() {
        return waiting.size();
    }

    int underWay() {
        return partyUnderWay.size();
    }

    /** How long the one has waited that has waited longest. */
    Duration longestWait(Instant now) {
        return waiting.values().stream()
                .filter(one -> !one.held.holds(now))
                .map(one -> Duration.between(one.since, now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Holds each of these for a while of its own. */
    void spread(Set<Object> identities, Pause within, RandomGenerator random) {
        waiting.replaceAll((identity, one) -> identities.contains(identity) ? one.heldFor(part(within, random)) : one);
    }

    private static Pause part(Pause whole, RandomGenerator random) {
        return new Pause(
                whole.from(), whole.length().multipliedBy(random.nextInt(1000)).dividedBy(1000));
    }

    private void begin(Waiting one) {
        turn++;
        served.put(one.party, turn);
        asked.put(one.query.identity(), turn);
        waiting.remove(one.query.identity());
        partyUnderWay.put(one.query.identity(), one.party);
    }

    private long underWay(Object party) {
        return partyUnderWay.values().stream().filter(party::equals).count();
    }

    /**
     * A query that is due.
     *
     * @param since it is due, or may be asked
     */
    private record Waiting(PlannedQuery query, Object party, Instant since, Pause held) {
        Waiting heldFor(Pause pause) {
            return new Waiting(query, party, pause.end(), pause);
        }
    }
}

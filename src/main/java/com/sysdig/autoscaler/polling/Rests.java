package com.sysdig.autoscaler.polling;

import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.query.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Which queries are left alone for a while, because they fail again and again: twice the pause after each failure, up to
 * {@value #MOST_INTERVALS} intervals or five minutes where it is the query's own fault, and up to {@value #FEW_INTERVALS}
 * intervals where the source may be well again any moment. A success ends it, and so does a question that is new in the query.
 * Guarded by its owner.
 */
final class Rests {
    /** Failures that cost nothing: what is over soon shall be noticed soon. */
    private static final int FREE = 2;

    private static final int MOST_INTERVALS = 20;
    private static final int FEW_INTERVALS = 2;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Duration interval;
    private final Duration longest;
    private final RandomGenerator random;
    private final Map<Object, Rest> rests = new HashMap<>();

    Rests(Duration interval, RandomGenerator random) {
        this.interval = interval;
        this.random = random;
        var most = interval.multipliedBy(MOST_INTERVALS);
        var least = interval.compareTo(LONGEST) > 0 ? interval : LONGEST;
        this.longest = most.compareTo(least) < 0 ? most : least;
    }

    void failed(PlannedQuery query, boolean isItsFault, Instant now) {
        var before = rests.get(query.identity());
        int failures = before != null && before.concerns(query) ? before.failures + 1 : 1;
        var most = isItsFault ? longest : interval.multipliedBy(FEW_INTERVALS);
        var pause = failures <= FREE ? Duration.ZERO : jittered(doubled(failures - FREE, most));
        rests.put(query.identity(), new Rest(failures, new Pause(now, pause), query.questions()));
    }

    void succeeded(PlannedQuery query) {
        rests.remove(query.identity());
    }

    boolean isResting(PlannedQuery query, Instant now) {
        var rest = rests.get(query.identity());
        return rest != null && rest.pause.holds(now) && rest.concerns(query);
    }

    /** By {@link PlannedQuery#identity}. */
    Set<Object> resting(Instant now) {
        return rests.entrySet().stream()
                .filter(rest -> rest.getValue().pause.holds(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    void retain(Set<Object> identities) {
        rests.keySet().retainAll(identities);
    }

    private Duration doubled(int times, Duration most) {
        var pause = interval;
        for (int i = 0; i < times && pause.compareTo(most) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(most) < 0 ? pause : most;
    }

    /** Up to a fifth shorter. */
    private Duration jittered(Duration pause) {
        return pause.minusMillis(random.nextLong(pause.toMillis() / 5 + 1));
    }

    private record Rest(int failures, Pause pause, Set<Question> questions) {
        boolean concerns(PlannedQuery query) {
            return questions.containsAll(query.questions());
        }
    }
}

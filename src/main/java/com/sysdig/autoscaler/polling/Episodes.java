package com.sysdig.autoscaler.polling;

import static com.sysdig.autoscaler.episode.Episode.lasted;

import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Trouble with a beginning and an end: an episode lasts from the first query that fails for a reason until none fails for
 * it any more. Safe for use by several threads.
 */
final class Episodes {
    /** Guarded by this, as are the sets in it. */
    private final Map<Reason, Episode> open = new EnumMap<>(Reason.class);

    /** Whether this failure begins an episode. */
    synchronized boolean enter(Object query, Reason reason, Instant now) {
        var known = open.get(reason);
        var episode = known == null ? new Episode(now, new HashSet<>()) : known;
        episode.failing.add(query);
        open.put(reason, episode);
        return known == null;
    }

    /** The query does not fail any more, or now for this reason only; gives how long the episodes lasted that end so. */
    synchronized Map<Reason, Duration> leave(Object query, @Nullable Reason except, Instant now) {
        return leave(query::equals, except, now);
    }

    /** What is not asked any more does not fail any more. */
    synchronized Map<Reason, Duration> retain(Set<Object> queries, Instant now) {
        return leave(query -> !queries.contains(query), null, now);
    }

    private Map<Reason, Duration> leave(Predicate<Object> who, @Nullable Reason except, Instant now) {
        var ended = new EnumMap<Reason, Duration>(Reason.class);
        open.forEach((reason, episode) -> {
            if (reason != except && episode.failing.removeIf(who) && episode.failing.isEmpty()) {
                ended.put(reason, lasted(episode.began, now));
            }
        });
        open.keySet().removeAll(ended.keySet());
        return ended;
    }

    private record Episode(Instant began, Set<Object> failing) {}
}

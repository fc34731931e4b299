package com.sysdig.autoscaler.catalog;

import com.sysdig.autoscaler.query.ObjectKind;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Shape;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Questions that no annotation asks, but a reader of the metrics API did lately. Each is asked until it was not read for a
 * while. Two things are bounded, since whoever may write a HorizontalPodAutoscaler can subscribe: metrics (what
 * costs queries) and questions (what costs memory). Safe for use by several threads.
 */
public final class Subscriptions implements Supplier<Set<Question>> {
    /** How often expiry is looked for. */
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final Caps caps;
    private final Duration kept;

    // All guarded by this. By namespace, empty for what lies in none; then by metric; the time is that of the last
    // read.
    private final Map<String, Map<Metric, Map<Question, Instant>>> read = new HashMap<>();
    private Instant nextLook = Instant.MIN;

    /** Null after a change. */
    private @Nullable Set<Question> all = Set.of();

    /** {@code kept}: how long after the last read each is asked. */
    public Subscriptions(InstantSource clock, Caps caps, Duration kept) {
        this.clock = clock;
        this.caps = caps;
        this.kept = kept;
    }

    /** What is the same for the questions of one query. */
    private record Metric(Object kind, Shape shape) {}

    /** Why nothing more can be subscribed to; {@code what} is a sentence without a full stop. */
    public record Full(String what) {}

    /**
     * What may be subscribed to.
     *
     * @param metrics different ones, with their selectors and kinds of objects, of one namespace
     * @param questions of one namespace: one for each object
     * @param allMetrics of all namespaces
     * @param allQuestions of all namespaces
     */
    public record Caps(int metrics, int questions, int allMetrics, int allQuestions) {
        public static final Caps USUAL = new Caps(50, 5_000, 500, 20_000);
    }

    /**
     * Notes that these questions of one namespace and one metric were read, and subscribes to those that are new, all or
     * none.
     *
     * @return null if they are subscribed to
     */
    public synchronized @Nullable Full read(Collection<? extends Question> questions) {
        var now = clock.instant();
        var fresh = questions.stream()
                .<Question>map(question -> question)
                .filter(question -> !refreshed(question, now))
                .collect(Collectors.toSet());
        if (fresh.isEmpty()) {
            return null;
        }
        expire(now);
        var full = full(fresh);
        if (full == null) {
            fresh.forEach(question -> add(question, now));
        }
        return full;
    }

    /** Notes that a question was read at another replica; one that does not fit any more is left out. */
    public synchronized void readElsewhere(Question question, Duration ago) {
        var then = clock.instant().minus(ago.isNegative() ? Duration.ZERO : ago);
        var last = questions(question).get(question);
        if (last != null) {
            questions(question).put(question, last.isAfter(then) ? last : then);
        } else if (then.isAfter(clock.instant().minus(kept)) && full(Set.of(question)) == null) {
            add(question, then);
        }
    }

    /** What was read here or elsewhere at that moment or later, and when for the last time. */
    public synchronized Map<Question, Instant> readSince(Instant moment) {
        return read.values().stream()
                .flatMap(metrics -> metrics.values().stream())
                .flatMap(questions -> questions.entrySet().stream())
                .filter(entry -> !entry.getValue().isBefore(moment))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The same set, not only an equal one, until something changes. */
    @Override
    public synchronized Set<Question> get() {
        var now = clock.instant();
        if (!now.isBefore(nextLook)) {
            nextLook = now.plus(LOOK);
            expire(now);
        }
        var known = all;
        if (known == null) {
            known = read.values().stream()
                    .flatMap(metrics -> metrics.values().stream())
                    .flatMap(questions -> questions.keySet().stream())
                    .collect(Collectors.toUnmodifiableSet());
            all = known;
        }
        return known;
    }

    /** Different metrics that are asked for, with their selectors and kinds of objects. */
    public synchronized int metrics() {
        return read.values().stream().mapToInt(Map::size).sum();
    }

    private boolean refreshed(Question question, Instant now) {
        var known = questions(question);
        return known.containsKey(question) && known.replace(question, now) != null;
    }

    /** All of its namespace and metric. */
    private Map<Question, Instant> questions(Question question) {
        return read.getOrDefault(namespace(question), Map.of()).getOrDefault(metric(question), Map.of());
    }

    private void add(Question question, Instant at) {
        read.computeIfAbsent(namespace(question), _ -> new HashMap<>())
                .computeIfAbsent(metric(question), _ -> new HashMap<>())
                .put(question, at);
        all = null;
    }

    private void expire(Instant now) {
        var oldest = now.minus(kept);
        for (var metrics : read.values()) {
            for (var questions : metrics.values()) {
                if (questions.values().removeIf(last -> last.isBefore(oldest))) {
                    all = null;
                }
            }
            metrics.values().removeIf(Map::isEmpty);
        }
        read.values().removeIf(Map::isEmpty);
    }

    private @Nullable Full full(Set<Question> fresh) {
        var one = fresh.iterator().next();
        var namespace = namespace(one);
        var mine = read.getOrDefault(namespace, Map.of());
        int metrics = mine.containsKey(metric(one)) ? 0 : 1;
        if (mine.size() + metrics > caps.metrics) {
            return new Full(
                    "namespace \"%s\" reads %d metrics by hand-written HorizontalPodAutoscalers already, which is the most"
                            .formatted(namespace, mine.size()));
        }
        if (count(mine) + fresh.size() > caps.questions) {
            return new Full("namespace \"%s\" reads metrics of %d objects already, and may of %d"
                    .formatted(namespace, count(mine), caps.questions));
        }
        return metrics() + metrics > caps.allMetrics
                        || read.values().stream().mapToInt(Subscriptions::count).sum() + fresh.size()
                                > caps.allQuestions
                ? new Full(
                        "all namespaces together read as many metrics by hand-written HorizontalPodAutoscalers as is possible")
                : null;
    }

    private static int count(Map<Metric, Map<Question, Instant>> metrics) {
        return metrics.values().stream().mapToInt(Map::size).sum();
    }

    private static String namespace(Question question) {
        return switch (question) {
            case Question.OfWorkload(var workload, var _) -> workload.namespace();
            case Question.OfObject object -> object.namespace();
            case Question.OfQuery _ -> throw unreadable(question);
        };
    }

    private static Metric metric(Question question) {
        return switch (question) {
            case Question.OfWorkload(var workload, var shape) -> new Metric(workload.kind(), shape);
            case Question.OfObject(ObjectKind kind, var _, var _, var shape) -> new Metric(kind, shape);
            case Question.OfQuery _ -> throw unreadable(question);
        };
    }

    private static IllegalArgumentException unreadable(Question question) {
        return new IllegalArgumentException("nobody can read a raw query by its name: " + question);
    }
}

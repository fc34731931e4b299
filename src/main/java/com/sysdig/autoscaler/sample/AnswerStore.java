package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.policy.OnEmpty;
import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.query.Question;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The latest answers, by question. Safe for use by several threads; readers never wait. One question may be asked by a
 * metric for which an empty answer is zero and by one for which it is missing, so there are two histories of it.
 */
public final class AnswerStore {
    private final Duration pause;
    private final Map<Question, Histories> histories = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();
    private final List<Consumer<Set<Question>>> watchers = new CopyOnWriteArrayList<>();

    /** Why there may be no series of anything; written by the loop. */
    private volatile @Nullable String emptiness;

    /** {@code pause}: a question without an answer for longer was not asked meanwhile. */
    public AnswerStore(Duration pause) {
        this.pause = pause;
    }

    /** An answer that was evaluated before the one that is held already changes nothing. */
    public void put(Map<Question, Answer> answers) {
        var changed = new HashSet<Question>();
        answers.forEach((question, answer) -> histories.compute(question, (_, known) -> {
            var before = known == null ? Histories.NONE : known;
            var after = before.with(question, answer, pause);
            if (!before.hasSamePresence(after)) {
                changed.add(question);
            }
            return after;
        }));
        version.incrementAndGet();
        if (!changed.isEmpty()) {
            watchers.forEach(watcher -> watcher.accept(changed));
        }
    }

    /** Tells of questions whose {@link History#presence()} changed, on the thread that put the answer. */
    public void watch(Consumer<Set<Question>> watcher) {
        watchers.add(watcher);
    }

    /** {@link History#NONE} for a question that has not been asked yet. */
    public History history(Question question, OnEmpty onEmpty) {
        var known = histories.getOrDefault(question, Histories.NONE);
        return switch (onEmpty) {
            case MISSING -> known.emptyIsMissing;
            case ZERO -> known.emptyIsZero();
        };
    }

    /** The same for a metric for which an empty answer is missing. */
    public History history(Question question) {
        return history(question, OnEmpty.MISSING);
    }

    /** Why nothing at all was found, and what to do; empty where something was. */
    public Optional<String> emptiness() {
        return Optional.ofNullable(emptiness);
    }

    /** With null where something was found. */
    public void explainEmptiness(@Nullable String why) {
        emptiness = why;
    }

    /** Every question that has been asked, with what is held of it. */
    public void forEach(BiConsumer<Question, History> use) {
        histories.forEach((question, known) -> use.accept(question, known.emptyIsMissing));
    }

    /** Another number after each change. */
    public long version() {
        return version.get();
    }

    /** Forgets every other question. */
    public void retain(Set<Question> questions) {
        if (histories.keySet().retainAll(questions)) {
            version.incrementAndGet();
        }
    }

    /** The latest answer to every question that has been asked. */
    public Stream<Answer> latest() {
        return histories.values().stream().flatMap(known -> Stream.ofNullable(known.emptyIsMissing.latest()));
    }

    /** {@code sinceEmpty}: null as long as no answer was empty, which is so for most questions and for long. */
    private record Histories(
            History emptyIsMissing, @Nullable History sinceEmpty) {
        static final Histories NONE = new Histories(History.NONE, null);

        History emptyIsZero() {
            return sinceEmpty == null ? emptyIsMissing : sinceEmpty;
        }

        Histories with(Question question, Answer answer, Duration pause) {
            var differ = sinceEmpty != null || answer instanceof Answer.Empty;
            return new Histories(
                    emptyIsMissing.with(question, answer, pause),
                    differ ? emptyIsZero().with(question, zeroIfEmpty(answer), pause) : null);
        }

        boolean hasSamePresence(Histories other) {
            return emptyIsMissing.presence() == other.emptyIsMissing.presence()
                    && emptyIsZero().presence() == other.emptyIsZero().presence();
        }

        /** The one number that is made of no data, and that only of an answer that succeeded and found nothing. */
        private static Answer zeroIfEmpty(Answer answer) {
            return answer instanceof Answer.Empty(var at)
                    ? new Answer.Fresh(Amount.ZERO, new Answer.Facts(null, at, null, null), at)
                    : answer;
        }
    }
}

package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.policy.OnEmpty;
import com.sysdig.autoscaler.query.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The latest answers, by question. Safe for use by several threads; readers never wait.
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
        answers.forEach((question, answer) -> change(question, known -> known.with(question, answer, pause), changed));
        tell(changed);
    }

    /** All that another replica knows; of what is known here only the latest answer is left, where that is a later one. */
    public void precede(Question question, Histories known) {
        var changed = new HashSet<Question>();
        change(question, held -> held.after(question, known, pause), changed);
        tell(changed);
    }

    /** Pods that another replica does not see, or did not lately, where none are known of here. */
    public void noteUnseen(Question question, Histories known) {
        change(question, held -> held.withUnseen(known), new HashSet<>());
    }

    /**
     * These are wanted from now on, whether they are asked or not.
     *
     * @param at what is asked now is evaluated at
     */
    public void expect(Set<Question> questions, Instant at) {
        var awaited = Histories.awaited(at);
        questions.forEach(question -> histories.putIfAbsent(question, awaited));
        version.incrementAndGet();
    }

    /**
     * Data are also missing where nobody asks, since the source allows no more, or all but one question wait in an outage.
     *
     * @param at what was evaluated until then has been answered by now
     */
    public void noteSilence(Instant at) {
        var since = at.minus(pause);
        var silent = new ArrayList<Question>();
        histories.forEach((question, known) -> {
            if (!Objects.equals(known.silentSince(since), known)) {
                silent.add(question);
            }
        });
        if (!silent.isEmpty()) {
            var changed = new HashSet<Question>();
            silent.forEach(question -> change(question, known -> known.silentSince(since), changed));
            tell(changed);
        }
    }

    private void change(Question question, UnaryOperator<Histories> next, Set<Question> changed) {
        histories.compute(question, (_, known) -> {
            var before = known == null ? Histories.NONE : known;
            var after = next.apply(before);
            if (!before.hasSamePresence(after)) {
                changed.add(question);
            }
            return after;
        });
    }

    private void tell(Set<Question> changed) {
        version.incrementAndGet();
        if (!changed.isEmpty()) {
            watchers.forEach(watcher -> watcher.accept(changed));
        }
    }

    /** Of a question without an answer those without one. */
    public Histories histories(Question question) {
        return histories.getOrDefault(question, Histories.NONE);
    }

    /** Tells of questions whose {@link History#presence()} changed, on the thread that noticed it. */
    public void watch(Consumer<Set<Question>> watcher) {
        watchers.add(watcher);
    }

    /** Has no latest answer as long as there was none. */
    public History history(Question question, OnEmpty onEmpty) {
        var known = histories(question);
        return switch (onEmpty) {
            case MISSING -> known.emptyIsMissing();
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

    /** Every question that is wanted or has been asked, with what is held of it. */
    public void forEach(BiConsumer<Question, History> use) {
        histories.forEach((question, known) -> use.accept(question, known.emptyIsMissing()));
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

    /** The latest answer to every question that has one. */
    public Stream<Answer> latest() {
        return histories.values().stream()
                .flatMap(known -> Stream.ofNullable(known.emptyIsMissing().latest()));
    }
}

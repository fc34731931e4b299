package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.History;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts copied answers into the store, however old they are: a failure is not repeated for long, and what came before it counts
 * still. Those to questions that are not known here are kept for a while, since a question may become known after its answer
 * came. One thread.
 */
final class Copies {
    /** Until all workloads are known; what is still asked has been answered again by then, unless it fails. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final AnswerStore store;
    private final QuestionKeys keys;

    /** By key of the question. */
    private final Map<String, Received> received = new HashMap<>();

    /** What is known here began after what any other knows. */
    private boolean isNew = true;

    private record Received(Changes.Change change, Instant when) {
        boolean isOld(Instant now) {
            return when.isBefore(now.minus(KEPT)) || when.isAfter(now);
        }
    }

    Copies(AnswerStore store, QuestionKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    void take(Changes changes, Set<Question> wanted, Instant now) {
        received.values().removeIf(one -> one.isOld(now));
        changes.answers().forEach(change -> received.put(change.question(), new Received(change, now)));
        keys.retain(wanted);
        if (!received.isEmpty()) {
            wanted.forEach(this::putIfReceived);
        }
        isNew = false;
    }

    /** Others copy from us. */
    void lead() {
        isNew = false;
    }

    private void putIfReceived(Question question) {
        var copied = received.remove(keys.of(question));
        if (copied != null) {
            put(question, copied.change);
        }
    }

    private void put(Question question, Changes.Change change) {
        var held = store.history(question);
        if (isNew || held.latest() == null) {
            store.precede(question, change.known());
        } else {
            add(question, held, change.known().emptyIsMissing());
        }
    }

    /** Once each: a history counts how often there was no number. */
    private void add(Question question, History held, History known) {
        var latest = Objects.requireNonNull(known.latest());
        boolean anew = held.clockWasPutBackBefore(latest);
        // A number that was believed is judged anew as it came.
        var before =
                Stream.ofNullable(known.reference()).filter(good -> good.at().isBefore(latest.at()));
        Stream.concat(before, Stream.of(latest))
                .filter(answer ->
                        anew || isNewer(answer, store.history(question).latest()))
                .forEach(answer -> store.put(Map.of(question, answer)));
    }

    private static boolean isNewer(Answer answer, @Nullable Answer held) {
        return held == null || answer.at().isAfter(held.at());
    }
}

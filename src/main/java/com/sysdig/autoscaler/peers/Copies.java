package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts copied answers into the store. They are kept until they are old, since a question may become known here after its
 * answer came. One thread.
 */
final class Copies {
    private final AnswerStore store;
    private final QuestionKeys keys;

    /** By key of the question. */
    private final Map<String, Changes.Change> received = new HashMap<>();

    Copies(AnswerStore store, QuestionKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    /** {@code oldest}: what was evaluated before is of no use any more. */
    void take(Changes changes, Set<Question> wanted, Instant oldest) {
        changes.answers().forEach(change -> received.put(change.question(), change));
        received.values().removeIf(change -> change.latest().at().isBefore(oldest));
        keys.retain(wanted);
        wanted.forEach(question -> {
            var change = received.get(keys.of(question));
            if (change != null) {
                put(question, change);
            }
        });
    }

    /** Once each: a history counts how often there was no number. */
    private void put(Question question, Changes.Change change) {
        boolean anew = store.history(question).clockWasPutBackBefore(change.latest());
        Stream.of(Optional.ofNullable(change.lastGood()), Optional.of(change.latest()))
                .flatMap(Optional::stream)
                .distinct()
                .filter(answer ->
                        anew || isNewer(answer, store.history(question).latest()))
                .forEach(answer -> store.put(Map.of(question, answer)));
    }

    private static boolean isNewer(Answer answer, @Nullable Answer held) {
        return held == null || answer.at().isAfter(held.at());
    }
}

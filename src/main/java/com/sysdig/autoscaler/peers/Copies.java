package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.Histories;
import com.sysdig.autoscaler.sample.History;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    boolean isNew() {
        return isNew;
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
            add(question, held, change.known());
        }
    }

    /** Once each: a history counts how often there was no number. */
    private void add(Question question, History held, Histories known) {
        var latest = Objects.requireNonNull(known.emptyIsMissing().latest());
        if (held.clockWasPutBackBefore(latest)) {
            put(question, known.emptyIsMissing().reference(), latest);
        } else if (isNewer(latest, held)) {
            // The number in which they were not seen may not have come here.
            store.noteUnseen(question, known);
            put(question, newer(known.emptyIsMissing().reference(), held), latest);
        }
    }

    /** Each is judged anew, the good one as it was corrected there and the latest as it came. */
    private void put(Question question, Answer.@Nullable Fresh good, Answer latest) {
        if (good != null && good.at().isBefore(latest.at())) {
            store.put(Map.of(question, good));
        }
        store.put(Map.of(question, latest));
    }

    private static Answer.@Nullable Fresh newer(Answer.@Nullable Fresh good, History held) {
        return good != null && isNewer(good, held) ? good : null;
    }

    private static boolean isNewer(Answer answer, History held) {
        var latest = held.latest();
        return latest == null || answer.at().isAfter(latest.at());
    }
}

package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.Restrained;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Numbers the changes of the store, so that those who copy get only what is new to them. The store itself knows no order: at
 * each request what it holds is compared with what it held at the last one.
 */
public final class Publication {
    private final Supplier<Set<Question>> questions;
    private final AnswerStore store;
    private final QuestionKeys keys;
    private final Shares shares;
    private final Restrained source;

    /** Another for each process: its numbers mean nothing to its successor. */
    private final String process = UUID.randomUUID().toString();

    // Guarded by this.
    private final Map<Question, Numbered> published = new HashMap<>();
    private long number;

    public Publication(Supplier<Set<Question>> questions, AnswerStore store, Peers peers) {
        this.questions = questions;
        this.store = store;
        this.keys = peers.keys();
        this.shares = peers.shares();
        this.source = peers.source();
    }

    /**
     * Whether that replica should copy from us: one that has just started has nothing yet at the address of one that had, and
     * may have from us what that one knew.
     */
    boolean isFor(String replica) {
        return shares.isLed(replica);
    }

    /** A replica asks for changes by this name. */
    void heard(String replica) {
        shares.heard(replica);
    }

    /** It asks for the last time. */
    void left(String replica) {
        shares.left(replica);
    }

    /** {@code moment}: the {@code until} of the last changes; everything, where it is not one of ours. */
    synchronized Changes since(String moment) {
        var wanted = questions.get();
        published.keySet().retainAll(wanted);
        keys.retain(wanted);
        number++;
        wanted.forEach(this::compare);
        long seen = number(moment);
        return new Changes(process + "." + number, shares.replicas(), source.restraint(), changes(seen));
    }

    private void compare(Question question) {
        var latest = store.history(question).latest();
        if (latest != null) {
            published.compute(
                    question,
                    (_, before) ->
                            before != null && before.latest.equals(latest) ? before : new Numbered(latest, number));
        }
    }

    private List<Changes.Change> changes(long seen) {
        return published.entrySet().stream()
                .filter(entry -> entry.getValue().number > seen)
                .map(Map.Entry::getKey)
                .map(question -> new Changes.Change(keys.of(question), store.histories(question)))
                .filter(change -> change.known().emptyIsMissing().latest() != null)
                .toList();
    }

    private long number(String moment) {
        var prefix = process + ".";
        try {
            return moment.startsWith(prefix) ? Long.parseLong(moment.substring(prefix.length())) : 0;
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private record Numbered(Answer latest, long number) {}
}

package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.polling.Turns;
import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerStore;
import java.util.stream.Stream;

/**
 * The replica that holds the lease asks in every interval. The others ask what was not answered for two: so the two of three
 * that lost the third ask as often as one, and whoever asks first is no matter, since the newest evaluation wins everywhere.
 */
public final class Sharing implements Turns {
    private final AnswerStore store;
    private final Contact contact;
    private final Shares shares;

    public Sharing(AnswerStore store, Peers peers) {
        this.store = store;
        this.contact = peers.contact();
        this.shares = peers.shares();
    }

    @Override
    public Turn of(PlannedQuery query) {
        if (shares.areOurs()) {
            return Turn.OURS;
        }
        var latest = query.questions().stream()
                .flatMap(question -> Stream.ofNullable(store.history(question).latest()))
                .filter(this::counts)
                .toList();
        if (latest.isEmpty()) {
            return contact.isGood() ? Turn.WAITING : Turn.OURS;
        }
        return latest.stream().allMatch(Answer.Failed.class::isInstance) ? Turn.FAILED : Turn.ANSWERED;
    }

    /** A failure that is not repeated is the other's way of sparing a source that fails. */
    private boolean counts(Answer latest) {
        return !latest.at().isBefore(contact.oldest()) || (latest instanceof Answer.Failed && contact.isGood());
    }
}

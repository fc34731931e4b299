package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.polling.Turns;
import com.sysdig.autoscaler.query.PlannedQuery;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerStore;
import java.time.Instant;
import java.util.Optional;

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
        return lately(query).orElseGet(() -> contact.isGood() ? Turn.WAITING : Turn.OURS);
    }

    /** What came of it; empty where it has to be asked again. A failure that is not repeated spares a source that fails. */
    private Optional<Turn> lately(PlannedQuery query) {
        var oldest = contact.oldest();
        var oldestFailure = contact.isGood() ? Instant.MIN : oldest;
        boolean failed = false;
        for (var question : query.questions()) {
            var latest = store.history(question).latest();
            if (latest instanceof Answer.Failed failure) {
                failed |= !failure.at().isBefore(oldestFailure);
            } else if (latest != null && !latest.at().isBefore(oldest)) {
                return Optional.of(Turn.ANSWERED);
            }
        }
        return failed ? Optional.of(Turn.FAILED) : Optional.empty();
    }
}

package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.query.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Both histories of one question, which may be asked by a metric for which an empty answer is zero and by one for which it is
 * missing.
 *
 * @param sinceEmpty of the first kind; null as long as no answer was empty, which is so for most questions and for long
 */
public record Histories(History emptyIsMissing, @Nullable History sinceEmpty) {
    static final Histories NONE = new Histories(History.NONE, null);

    /** Without an answer since that time. */
    static Histories awaited(Instant since) {
        return new Histories(new History(null, null, null, 0, since, null, null), null);
    }

    History emptyIsZero() {
        return sinceEmpty == null ? emptyIsMissing : sinceEmpty;
    }

    Histories with(Question question, Answer answer, Duration pause) {
        var differ = sinceEmpty != null || answer instanceof Answer.Empty;
        return new Histories(
                emptyIsMissing.with(question, answer, pause),
                differ ? emptyIsZero().with(question, zeroIfEmpty(answer), pause) : null);
    }

    /** What is known, and the latest answer of this one where it is later. */
    Histories after(Question question, Histories known, Duration pause) {
        var latest = emptyIsMissing.latest();
        return latest == null || !isLater(latest, known) ? known : known.with(question, latest, pause);
    }

    private boolean isLater(Answer latest, Histories known) {
        var theirs = known.emptyIsMissing.latest();
        return theirs == null || (latest.at().isAfter(theirs.at()) && !emptyIsMissing.clockWasPutBackBefore(theirs));
    }

    /** With the pods that were not seen there, where all were here. */
    Histories withUnseen(Histories known) {
        return new Histories(
                withUnseen(emptyIsMissing, known.emptyIsMissing),
                sinceEmpty == null ? null : withUnseen(sinceEmpty, known.emptyIsZero()));
    }

    private static History withUnseen(History ours, History known) {
        return ours.unseen() != null || known.unseen() == null
                ? ours
                : new History(
                        ours.latest(),
                        ours.lastGood(),
                        ours.early(),
                        ours.missing(),
                        ours.missingSince(),
                        ours.recovery(),
                        known.unseen());
    }

    /** This, or what it is where no good number came after that time. */
    Histories silentSince(Instant time) {
        var missing = emptyIsMissing.silentSince(time);
        var zero = sinceEmpty == null ? null : sinceEmpty.silentSince(time);
        return missing.equals(emptyIsMissing) && Objects.equals(zero, sinceEmpty) ? this : new Histories(missing, zero);
    }

    boolean hasSamePresence(Histories other) {
        return emptyIsMissing.presence() == other.emptyIsMissing.presence()
                && emptyIsZero().presence() == other.emptyIsZero().presence();
    }

    /**
     * The one number that is made of no data, and that only of an answer that succeeded and found nothing: no pod is behind
     * it, so that later numbers need not have those that were behind earlier ones.
     */
    private static Answer zeroIfEmpty(Answer answer) {
        return answer instanceof Answer.Empty(var at)
                ? new Answer.Fresh(Amount.ZERO, new Answer.Facts(null, at, 0L, null), at)
                : answer;
    }
}

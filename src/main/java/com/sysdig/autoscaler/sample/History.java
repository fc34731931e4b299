package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.query.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the store holds of one question. It follows from the answers alone, so that whoever got the same answers holds the
 * same history.
 *
 * @param latest as it came, unless it is {@link Answer.Partial}; null before the first round
 * @param lastGood the newest number that was believed, corrected for samples that are not there; belongs to {@code latest}
 *     where that is {@link Answer.Fresh}
 * @param early before there is a last good one: the newest number of a window that is not full yet, and the highest so far
 * @param missing how many answers in a row were not believed, or would not have been, had anybody asked
 * @param missingSince time of evaluation of the first of them, or that the first answer of all would have had
 * @param recovery of the last gap that a number came before and after
 * @param unseen pods that lately did not report although they were ready; null if there were none
 */
public record History(
        @Nullable Answer latest,
        Answer.@Nullable Fresh lastGood,
        Answer.@Nullable Fresh early,
        int missing,
        @Nullable Instant missingSince,
        @Nullable Recovery recovery,
        @Nullable Unseen unseen) {
    public static final History NONE = new History(null, null, null, 0, null, null, null);

    /** So many missing answers in a row are no accident any more. */
    private static final int LONG = 3;

    /** No answer is under way for so long: one that is older by more tells that the clock was put back. */
    private static final Duration LATEST = Duration.ofMinutes(10);

    /**
     * Pods that did not report although they were ready.
     *
     * @param until time of evaluation of the first number in which they were seen again; null while they are not
     */
    public record Unseen(@Nullable Instant until) {}

    /** Whether there are data, as far as a minimum of replicas depends on it. */
    public enum Presence {
        /** Nothing has been answered yet, or nothing but one or two missing answers. */
        UNKNOWN,
        THERE,
        /** Three answers in a row, or more, were missing, or would have been. */
        MISSING
    }

    public Presence presence() {
        if (missing >= LONG) {
            return Presence.MISSING;
        }
        return latest == null || (missing > 0 && reference() == null) ? Presence.UNKNOWN : Presence.THERE;
    }

    /** The number that the next one is compared with; null where there was none. */
    public Answer.@Nullable Fresh reference() {
        return lastGood == null ? early : lastGood;
    }

    /**
     * This history and one answer more; answers may arrive out of order, and a late one is left out.
     *
     * @param pause where the answer before was evaluated longer ago, nobody asked meanwhile: that is a gap, too
     */
    History with(Question question, Answer answer, Duration pause) {
        if (clockWasPutBackBefore(answer)) {
            return afterClockWasPutBack(question, answer, pause);
        }
        if (latest != null && answer.at().isBefore(latest.at())) {
            return this;
        }
        var unbroken = afterPause(answer, pause);
        return switch (answer) {
            case Answer.Fresh number -> unbroken.with(question, number);
            case Answer.Partial(var number, var _, var _) -> unbroken.with(question, number);
            case Answer.Stale _,
                    Answer.TooFew _,
                    Answer.Empty _,
                    Answer.Ambiguous _,
                    Answer.NotANumber _,
                    Answer.Doubtful _,
                    Answer.Failed _ -> unbroken.withMissing(answer);
        };
    }

    /** Then what is held here of a later time counts no more. */
    public boolean clockWasPutBackBefore(Answer answer) {
        return latest != null && answer.at().isBefore(latest.at().minus(LATEST));
    }

    /** What is no number may be of a wrong time, since a failure does not tell the source's: numbers are kept in spite of it. */
    private History afterClockWasPutBack(Question question, Answer answer, Duration pause) {
        var latest = Objects.requireNonNull(this.latest);
        var good = reference();
        if (good != null && !good.at().isAfter(answer.at())) {
            return new History(good, lastGood, early, missing, good.at(), recovery, unseen)
                    .with(question, answer, pause);
        }
        boolean isNumber = answer instanceof Answer.Fresh || answer instanceof Answer.Partial;
        return good == null || isNumber ? NONE.with(question, answer, pause) : withMissing(latest);
    }

    /** Where nobody asked for so long, nothing has been known since the last answer. */
    private History afterPause(Answer next, Duration pause) {
        return latest == null
                        || missingSince != null
                        || !next.at().isAfter(latest.at().plus(pause))
                ? this
                : new History(latest, lastGood, early, missing, latest.at(), recovery, unseen);
    }

    /** This, or what it is where no good number came after that time. */
    History silentSince(Instant time) {
        var good = reference();
        var since = good == null ? missingSince : good.at();
        return missing >= LONG || since == null || since.isAfter(time)
                ? this
                : new History(latest, lastGood, early, LONG, missingSince, recovery, unseen);
    }

    private History with(Question question, Answer.Fresh number) {
        var pods = Guard.unseen(question, number, this);
        var seeing = Objects.equals(pods, unseen)
                ? this
                : new History(latest, lastGood, early, missing, missingSince, recovery, pods);
        return seeing.with(number, Guard.judge(question, number, seeing));
    }

    private History with(Answer.Fresh number, Guard.Verdict verdict) {
        return switch (verdict) {
            case Guard.Verdict.Believed(var good) ->
                new History(number, good, null, 0, null, recovered(good), isFall(number) ? null : unseen);
            case Guard.Verdict.Early(var partial, var reference) ->
                new History(partial, null, reference, 0, null, recovered(number), unseen);
            case Guard.Verdict.Doubted(var partial) -> withMissing(partial);
        };
    }

    /** One that is believed is so in spite of pods that are not seen, for this is how the metric is. */
    private boolean isFall(Answer.Fresh number) {
        var reference = reference();
        return reference != null && number.amount().compareTo(reference.amount()) < 0;
    }

    /** Nobody asked: the last answer was no missing one. */
    boolean isPause() {
        var good = reference();
        return good != null && latest != null && !latest.at().isAfter(good.at());
    }

    private @Nullable Recovery recovered(Answer.Fresh end) {
        return missingSince == null ? recovery : Recovery.of(this, end);
    }

    private History withMissing(Answer answer) {
        return new History(
                answer,
                lastGood,
                early,
                missing + 1,
                missingSince == null ? answer.at() : missingSince,
                recovery,
                unseen);
    }
}

package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.query.Question;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the store holds of one question. It follows from the answers alone, so that whoever got the same answers holds the
 * same history.
 *
 * @param latest as it came, unless it is {@link Answer.Partial}; null before the first round
 * @param lastGood the newest number that was believed, corrected for samples that are not there; belongs to {@code latest}
 *     where that is {@link Answer.Fresh}
 * @param missing how many answers in a row were not believed
 * @param missingSince time of evaluation of the first of them
 * @param recovery of the last gap that a good number came before and after
 */
public record History(
        @Nullable Answer latest,
        Answer.@Nullable Fresh lastGood,
        int missing,
        @Nullable Instant missingSince,
        @Nullable Recovery recovery) {
    public static final History NONE = new History(null, null, 0, null, null);

    /** So many missing answers in a row are no accident any more. */
    private static final int LONG = 3;

    /** No answer is under way for so long: one that is older by more tells that the clock was put back. */
    private static final Duration LATEST = Duration.ofMinutes(10);

    /** Whether there are data, as far as a minimum of replicas depends on it. */
    public enum Presence {
        /** Nothing has been answered yet. */
        UNKNOWN,
        THERE,
        /** Three answers in a row, or more, were missing. */
        MISSING
    }

    public Presence presence() {
        if (latest == null) {
            return Presence.UNKNOWN;
        }
        return missing >= LONG ? Presence.MISSING : Presence.THERE;
    }

    /** This history and one answer more; answers may arrive out of order, and a late one is left out. */
    History with(Question question, Answer answer) {
        if (latest != null && answer.at().isBefore(latest.at())) {
            return answer.at().isBefore(latest.at().minus(LATEST)) ? NONE.with(question, answer) : this;
        }
        return switch (answer) {
            case Answer.Fresh number -> with(number, Guard.judge(question, number, this));
            case Answer.Partial(var number, var _, var _) -> with(number, Guard.judge(question, number, this));
            case Answer.Stale _,
                    Answer.TooFew _,
                    Answer.Empty _,
                    Answer.Ambiguous _,
                    Answer.NotANumber _,
                    Answer.Doubtful _,
                    Answer.Failed _ -> withMissing(answer);
        };
    }

    private History with(Answer.Fresh number, Guard.Verdict verdict) {
        return switch (verdict) {
            case Guard.Verdict.Believed(var good) ->
                new History(number, good, 0, null, missing == 0 ? recovery : Recovery.of(this, good));
            case Guard.Verdict.Doubted(var partial) -> withMissing(partial);
        };
    }

    private History withMissing(Answer answer) {
        return new History(answer, lastGood, missing + 1, missingSince == null ? answer.at() : missingSince, recovery);
    }
}

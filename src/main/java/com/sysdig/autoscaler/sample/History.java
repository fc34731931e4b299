package com.sysdig.autoscaler.sample;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the store holds of one question.
 *
 * @param latest null before the first round
 * @param lastGood the newest {@link Answer.Fresh} there ever was
 * @param missing how many answers in a row were not fresh; an {@link Answer.Empty} counts, although some metrics take it
 *     for zero
 * @param missingSince time of evaluation of the first of them
 */
public record History(
        @Nullable Answer latest,
        Answer.@Nullable Fresh lastGood,
        int missing,
        @Nullable Instant missingSince) {
    public static final History NONE = new History(null, null, 0, null);

    /** This history and one answer more; answers may arrive out of order, and a late one is left out. */
    History with(Answer answer) {
        if (latest != null && answer.at().isBefore(latest.at())) {
            return this;
        }
        return answer instanceof Answer.Fresh fresh
                ? new History(fresh, fresh, 0, null)
                : new History(answer, lastGood, missing + 1, missingSince == null ? answer.at() : missingSince);
    }
}

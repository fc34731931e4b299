package com.sysdig.autoscaler.sample;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the store holds of one question.
 *
 * @param latest null before the first round
 * @param lastGood the newest {@link Answer.Fresh} there ever was
 * @param missing how many answers in a row were not fresh
 * @param missingSince time of evaluation of the first of them
 */
public record History(
        @Nullable Answer latest,
        Answer.@Nullable Fresh lastGood,
        int missing,
        @Nullable Instant missingSince) {
    public static final History NONE = new History(null, null, 0, null);
}

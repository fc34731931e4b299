package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.quantity.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The end of a gap. A HorizontalPodAutoscaler forgets what it wanted before while a metric errs, and would shrink by the
 * first lower number as if it had been wanting to for long.
 *
 * @param before the last number before the gap
 * @param from time of evaluation of the first answer in the gap; of the last one before it where nobody asked meanwhile
 * @param until time of evaluation of the first good answer after it
 * @param longer an earlier gap that matters still where this one is too short to matter; null if there is none
 */
public record Recovery(
        Amount before,
        Instant from,
        Instant until,
        @Nullable Recovery longer) {
    static @Nullable Recovery of(History gap, Answer.Fresh end) {
        var reference = gap.reference();
        var since = gap.missingSince();
        if (reference == null || since == null) {
            return gap.recovery();
        }
        return new Recovery(reference.amount(), since, end.at(), null).after(gap.recovery(), gap.missing() == 0);
    }

    /**
     * What was good for a shorter time than it was missing then, did not end the gap before: an autoscaler may not even have
     * read it. Pauses do not add up so: where questions are asked too rarely, each of them has an answer in between.
     */
    private Recovery after(@Nullable Recovery last, boolean isPause) {
        if (last == null) {
            return this;
        }
        if (from.isAfter(last.until.plus(last.length().multipliedBy(2)))) {
            return after(last.longer, isPause);
        }
        var higher = last.before.compareTo(before) > 0 ? last.before : before;
        if (!isPause && Duration.between(last.until, from).compareTo(length()) < 0) {
            return new Recovery(higher, last.from, until, null).after(last.longer, isPause);
        }
        return length().compareTo(last.length()) < 0
                ? new Recovery(higher, from, until, last)
                : new Recovery(higher, from, until, null).after(last.longer, isPause);
    }

    Duration length() {
        return Duration.between(from, until);
    }

    /** The gap because of which this number must not be acted on before one stabilization after it; empty if it may be. */
    Optional<Recovery> withholds(Amount amount, Duration stabilization, Instant now) {
        if (amount.compareTo(before) < 0
                && length().multipliedBy(2).compareTo(stabilization) > 0
                && now.isBefore(until.plus(stabilization))) {
            return Optional.of(this);
        }
        return longer == null ? Optional.empty() : longer.withholds(amount, stabilization, now);
    }
}

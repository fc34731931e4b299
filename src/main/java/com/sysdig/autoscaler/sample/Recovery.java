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
 */
public record Recovery(Amount before, Instant from, Instant until) {
    /** A gap that begins while the one before may still matter goes on with it. */
    static @Nullable Recovery of(History gap, Answer.Fresh end) {
        var reference = gap.reference();
        var since = gap.missingSince();
        if (reference == null || since == null) {
            return gap.recovery();
        }
        var next = new Recovery(reference.amount(), since, end.at());
        var last = gap.recovery();
        if (last == null || since.isAfter(last.until.plus(last.length().multipliedBy(2)))) {
            return next;
        }
        var before = last.before.compareTo(next.before) > 0 ? last.before : next.before;
        return new Recovery(before, gap.missing() == 0 ? next.fromOfTheLonger(last) : last.from, next.until);
    }

    /** Pauses alone do not add up: where questions are asked too rarely, each of them has an answer in between. */
    private Instant fromOfTheLonger(Recovery other) {
        return other.length().compareTo(length()) > 0 ? until.minus(other.length()) : from;
    }

    Duration length() {
        return Duration.between(from, until);
    }

    /** Until when this number must not be acted on; empty if it may be at once. */
    Optional<Instant> settles(Amount amount, Duration stabilization) {
        return amount.compareTo(before) < 0 && length().multipliedBy(2).compareTo(stabilization) > 0
                ? Optional.of(until.plus(stabilization))
                : Optional.empty();
    }
}

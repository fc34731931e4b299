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
        return last == null || since.isAfter(last.until.plus(last.length().multipliedBy(2)))
                ? next
                : next.after(last, gap.missing() == 0);
    }

    /** Pauses alone do not add up: where questions are asked too rarely, each of them has an answer in between. */
    private Recovery after(Recovery last, boolean isPause) {
        if (isPause && length().compareTo(last.length()) < 0) {
            return last; // which runs out in its own time
        }
        var higher = last.before.compareTo(before) > 0 ? last.before : before;
        return new Recovery(higher, isPause ? from : last.from, until);
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

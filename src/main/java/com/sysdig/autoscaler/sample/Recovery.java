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
 * @param earlier a gap before this one that may matter still; null if there is none
 */
public record Recovery(
        Amount before,
        Instant from,
        Instant until,
        @Nullable Recovery earlier) {
    static @Nullable Recovery of(History gap, Answer.Fresh end) {
        var reference = gap.reference();
        var since = gap.missingSince();
        if (reference == null || since == null) {
            return gap.recovery();
        }
        return new Recovery(reference.amount(), since, end.at(), null).after(gap.recovery(), gap.isPause());
    }

    /**
     * What was good for a shorter time than it was missing then, did not end the gap before: an autoscaler may not even have
     * read it. Pauses do not add up so: where questions are asked too rarely, each of them has an answer in between.
     */
    private Recovery after(@Nullable Recovery last, boolean isPause) {
        var earlier = last == null ? null : last.unlessOver(from);
        if (earlier != null && !isPause && Duration.between(earlier.until, from).compareTo(length()) < 0) {
            var higher = earlier.before.compareTo(before) > 0 ? earlier.before : before;
            return new Recovery(higher, earlier.from, until, null).after(earlier.earlier, false);
        }
        return new Recovery(before, from, until, earlier);
    }

    /** Without what no stabilization waits for any more that it was long enough for. */
    private @Nullable Recovery unlessOver(Instant now) {
        var rest = earlier == null ? null : earlier.unlessOver(now);
        return now.isAfter(until.plus(length().multipliedBy(2))) ? rest : new Recovery(before, from, until, rest);
    }

    Duration length() {
        return Duration.between(from, until);
    }

    /** The gap because of which this number must not be acted on before one stabilization after it; empty if it may be. */
    Optional<Recovery> withholds(Amount amount, Duration stabilization, Instant now) {
        if (matters(stabilization)
                && now.isBefore(until.plus(stabilization))
                && amount.compareTo(highest(stabilization)) < 0) {
            return Optional.of(this);
        }
        return earlier == null ? Optional.empty() : earlier.withholds(amount, stabilization, now);
    }

    private boolean matters(Duration stabilization) {
        return length().multipliedBy(2).compareTo(stabilization) > 0;
    }

    /** The number before this gap, or before an earlier one whose wait it cut short: by that one the workload has its size. */
    private Amount highest(Duration stabilization) {
        var highest = before;
        var begin = from;
        for (var gap = earlier; gap != null; gap = gap.earlier) {
            if (gap.matters(stabilization) && begin.isBefore(gap.until.plus(stabilization))) {
                highest = gap.before.compareTo(highest) > 0 ? gap.before : highest;
                begin = gap.from;
            }
        }
        return highest;
    }
}

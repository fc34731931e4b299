package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Shape;
import com.sysdig.autoscaler.sample.Answer.Fresh;
import com.sysdig.autoscaler.sample.Answer.Lack;
import com.sysdig.autoscaler.sample.History.Unseen;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells less load from less data. A number that is not below the last good one is believed at once. One that is below it is
 * not believed while the window has a hole, nor while fewer pods report than before although they are ready, and of a rate as
 * long as the window holds such a time. Where no number was ever good, one with a hole is not believed either, since nobody
 * knows whether it fell; but what comes later is compared with it, since a workload may have grown by it.
 *
 * <p>What looks like a gap for {@link #LONGEST} is how this metric is: its samples are further apart than the setting says,
 * or idle pods report nothing. Then it is believed.
 */
final class Guard {
    static final Duration LONGEST = Duration.ofHours(1);

    private Guard() {}

    sealed interface Verdict {
        /** The number to serve, and to compare the next one with. */
        record Believed(Fresh good) implements Verdict {}

        /** Of a window that is not full yet, and not below what came before in it; {@code reference} with the pods of before. */
        record Early(Answer.Partial partial, Fresh reference) implements Verdict {}

        record Doubted(Answer.Partial partial) implements Verdict {}
    }

    static Verdict judge(Question question, Fresh now, History history) {
        var reference = history.reference();
        if (reference != null && now.amount().compareTo(reference.amount()) < 0) {
            return partial(question, now, reference, history)
                    .<Verdict>map(Verdict.Doubted::new)
                    .orElseGet(() -> new Verdict.Believed(now.with(
                            corrected(question, now, reference),
                            behind(now, reference, history).asIfComplete())));
        }
        var good = history.lastGood();
        if (good != null) {
            return new Verdict.Believed(now.with(now.amount(), kept(now, good, history)));
        }
        var number = reference == null ? now : now.with(now.amount(), kept(now, reference, history));
        return partial(question, now, null, history)
                .<Verdict>map(partial -> new Verdict.Early(partial, number))
                .orElseGet(() -> new Verdict.Believed(number));
    }

    private static Optional<Answer.Partial> partial(
            Question question, Fresh now, @Nullable Fresh reference, History history) {
        var since = history.latest() instanceof Answer.Partial before ? before.since() : now.at();
        return lack(now, reference)
                .or(() -> isFilling(question, now, history.unseen()) ? Optional.of(Lack.WINDOW) : Optional.empty())
                .filter(_ -> now.at().isBefore(since.plus(LONGEST)))
                .map(lack -> new Answer.Partial(now, lack, since));
    }

    /** With this number; null where all its pods were seen for as long as it is made of. */
    static @Nullable Unseen unseen(Question question, Fresh now, History history) {
        var reference = history.reference();
        if (reference != null && isUnseen(now.facts(), reference.facts())) {
            return new Unseen(null);
        }
        var before = history.unseen();
        var after = before != null && before.until() == null ? new Unseen(now.at()) : before;
        return isFilling(question, now, after) ? after : null;
    }

    /** Samples of pods that were not seen are missing in a sum until the window has moved on over them; a zero of no data is none. */
    private static boolean isFilling(Question question, Fresh now, @Nullable Unseen unseen) {
        var until = unseen == null || now.facts().samples() == null ? null : unseen.until();
        return until != null && now.at().isBefore(until.plus(summed(question)));
    }

    /**
     * A number that does not fall says nothing about pods that are not seen: those of before count on. For one window the
     * samples of a pod that is gone are still in the number.
     */
    private static Answer.Facts kept(Fresh now, Fresh good, History history) {
        boolean noneReports = now.facts().pods() == null && good.facts().pods() != null;
        return noneReports || isUnseen(now.facts(), good.facts())
                ? now.facts().withPods(good.facts().pods(), good.facts().ready())
                : behind(now, good, history);
    }

    private static Answer.Facts behind(Fresh now, Fresh good, History history) {
        var ready = isMoreReady(now, history) ? now.facts().ready() : readyBehind(now, good);
        return now.facts().withPods(now.facts().pods(), ready);
    }

    /** Then an earlier fall is over, and those that went had not reported. */
    private static boolean isMoreReady(Fresh now, History history) {
        var ready = now.facts().ready();
        var before = history.latest() instanceof Fresh last ? last.facts().ready() : null;
        return ready != null && before != null && ready > before;
    }

    private static Optional<Lack> lack(Fresh now, @Nullable Fresh good) {
        if (now.facts().hasHole()) {
            return Optional.of(Lack.SAMPLES);
        }
        return good != null && isUnseen(now.facts(), good.facts()) ? Optional.of(Lack.PODS) : Optional.empty();
    }

    /** As many pods have to report as before, less those that are not ready any more; where none does, there is no count. */
    private static boolean isUnseen(Answer.Facts now, Answer.Facts good) {
        if (good.pods() == null || now.ready() == null) {
            return false;
        }
        long expected = Math.min(good.pods(), now.ready());
        var before = good.ready();
        if (before != null && before > now.ready()) {
            expected = Math.min(expected, good.pods() * now.ready() / before);
        }
        return Objects.requireNonNullElse(now.pods(), 0L) < expected;
    }

    /** For the samples that are not there, but never above the last good one: a roll-out is no reason to grow. */
    private static Amount corrected(Question question, Fresh now, Fresh good) {
        var samples = now.facts().samples();
        var expected = now.facts().expected();
        if (samples == null
                || expected == null
                || samples >= expected
                || summed(question).isZero()) {
            return now.amount();
        }
        return new Amount(BigInteger.valueOf(now.amount().thousandths())
                .multiply(BigInteger.valueOf(expected))
                .divide(BigInteger.valueOf(Math.max(1, samples)))
                .min(BigInteger.valueOf(good.amount().thousandths()))
                .longValueExact());
    }

    /** The window over which samples are added up, so that the number shrinks with each that is missing; zero if none. */
    private static Duration summed(Question question) {
        return switch (question) {
            case Question.OfWorkload(var _, var shape) -> summed(shape);
            case Question.OfObject(var _, var _, var _, var shape) -> summed(shape);
            case Question.OfQuery _ -> Duration.ZERO;
        };
    }

    private static Duration summed(Shape shape) {
        return switch (shape.function()) {
            case RATE, DELTA_RATE -> shape.window();
            case AVG, MIN, MAX, LAST -> Duration.ZERO;
        };
    }

    /**
     * How many ready pods those that report stand for. Pods stop being ready some time before they are no longer among those
     * that lately reported, so that the number of ready ones must not fall before the number of pods does.
     */
    private static @Nullable Long readyBehind(Fresh now, Fresh good) {
        var pods = now.facts().pods();
        var ready = now.facts().ready();
        var podsBefore = good.facts().pods();
        var readyBefore = good.facts().ready();
        if (pods == null || ready == null || podsBefore == null || readyBefore == null || pods > podsBefore) {
            return ready;
        }
        return Math.max(ready, podsBefore == 0 ? ready : readyBefore * pods / podsBefore);
    }
}

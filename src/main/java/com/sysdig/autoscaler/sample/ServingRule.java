package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.sample.Served.Reason;
import com.sysdig.autoscaler.sample.Served.Value;
import com.sysdig.autoscaler.sample.Served.Withheld;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of a history may be served. Every gap in the data means hold, unless the last good number may stand in for
 * it; and a number that is good may still have to wait, where the HorizontalPodAutoscaler would make too little of it.
 */
public final class ServingRule {
    /** Clocks of replicas differ by less. */
    private static final Duration AHEAD = Duration.ofSeconds(5);

    private final Duration ingestionDelay;
    private final Duration maxAge;
    private final ClockSkew skew;

    /** {@code longestUse}: how long an answer may be served: a few poll intervals; it is evaluated the delay before. */
    public ServingRule(Duration longestUse, Duration ingestionDelay, ClockSkew skew) {
        this.ingestionDelay = ingestionDelay;
        this.maxAge = longestUse.plus(ingestionDelay);
        this.skew = skew;
    }

    /** With clocks that agree, and without delay. */
    public ServingRule(Duration longestUse) {
        this(longestUse, Duration.ZERO, new ClockSkew());
    }

    public Served decide(History history, Use use, Instant now) {
        return switch (current(history, use, now)) {
            case Value value -> heldBack(value, history, use, now);
            case Withheld gap ->
                StandIn.of(history.lastGood(), use, now)
                        .map(value -> heldBack(value, history, use, now))
                        .orElseGet(() -> explained(gap, now));
        };
    }

    /** What looks old may be so because of the clocks. */
    private Withheld explained(Withheld gap, Instant now) {
        return gap.reason() == Reason.TOO_OLD || gap.reason() == Reason.CLOCK_SKEW
                ? skew.text(now, maxAge)
                        .map(text ->
                                new Withheld(gap.reason(), gap.what() + ", and " + text, gap.since(), gap.remedy()))
                        .orElse(gap)
                : gap;
    }

    private Served current(History history, Use use, Instant now) {
        var answer = history.latest();
        if (answer == null) {
            return new Withheld(
                    Reason.NOT_ASKED_YET,
                    "Sysdig has not answered for this metric yet",
                    null,
                    "wait some seconds; if this stays, see the log of sysdig-autoscaler");
        }
        if (skew.isTooFar(now)) {
            return new Withheld(
                    Reason.CLOCK_SKEW,
                    "Sysdig was asked about another time than now",
                    null,
                    "set the clock of sysdig-autoscaler's node right: that time is long past or yet to come");
        }
        if (answer.at().isAfter(now.plus(AHEAD))) {
            return new Withheld(
                    Reason.CLOCK_SKEW,
                    "the last answer of Sysdig is for " + answer.at() + ", which is in the future",
                    now,
                    "the clock of sysdig-autoscaler's node was put back: set it right, or wait until then");
        }
        // A failure is no number, however old it is, and what fails is asked rarely.
        if (!(answer instanceof Answer.Failed) && answer.at().isBefore(now.minus(maxAge))) {
            return new Withheld(
                    Reason.TOO_OLD,
                    "the last answer of Sysdig is for " + answer.at(),
                    answer.at(),
                    "sysdig-autoscaler does not get round to asking: see its log and its health");
        }
        return serve(answer, history, use);
    }

    private static Served serve(Answer answer, History history, Use use) {
        var since = history.missingSince();
        return switch (answer) {
            case Answer.Fresh fresh -> good(fresh, history);
            case Answer.Partial partial -> partial(partial, history, use);
            case Answer.Empty gap -> withheld(Gap.of(gap), since);
            case Answer.TooFew gap -> withheld(Gap.of(gap), since);
            case Answer.Stale gap -> withheld(Gap.of(gap), since);
            case Answer.Ambiguous gap -> withheld(Gap.of(gap), since);
            case Answer.NotANumber gap -> withheld(Gap.of(gap), since);
            case Answer.Doubtful gap -> withheld(Gap.of(gap), since);
            case Answer.Failed gap -> withheld(Gap.of(gap), since);
        };
    }

    private static Served good(Answer.Fresh fresh, History history) {
        var good = history.lastGood();
        return new Value(
                good == null ? fresh.amount() : good.amount(), fresh.facts().newestSample());
    }

    /** Where no number was ever good, the workload's size tells whether this one would shrink it. */
    private static Served partial(Answer.Partial partial, History history, Use use) {
        var number = partial.number();
        return history.lastGood() == null && use.asks(number.amount()) >= use.wanted()
                ? new Value(number.amount(), number.facts().newestSample())
                : withheld(Gap.of(partial, history.reference()), since(partial, history));
    }

    private static Instant since(Answer.Partial partial, History history) {
        var missing = history.missingSince();
        return missing == null ? partial.since() : missing;
    }

    /** A number is good, but the HorizontalPodAutoscaler would make too little of it now. */
    private Served heldBack(Value value, History history, Use use, Instant now) {
        var recovery = history.recovery();
        var unsettled = recovery == null
                ? Optional.<Recovery>empty()
                : recovery.withholds(value.amount(), use.stabilization(), now.minus(ingestionDelay));
        if (unsettled.isPresent()) {
            var gap = unsettled.get();
            var settles = gap.until().plus(ingestionDelay).plus(use.stabilization());
            return withheld(Gap.settling(gap, settles), gap.until());
        }
        return use.wouldShrinkByUnreadyPods(value.amount()) ? withheld(Gap.unready(use, value), null) : value;
    }

    private static Served withheld(Gap gap, @Nullable Instant since) {
        return new Withheld(gap.reason(), gap.what(), since, gap.remedy());
    }
}

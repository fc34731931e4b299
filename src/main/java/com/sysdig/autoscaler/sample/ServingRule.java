package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.policy.OnEmpty;
import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.sample.Served.Reason;
import com.sysdig.autoscaler.sample.Served.Withheld;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether what the store holds may be served. In this form every gap in the data means hold; the one number that
 * is made of no data is the zero of {@link OnEmpty#ZERO}, and that only of an answer that succeeded and found nothing.
 */
public final class ServingRule {
    private final Duration maxAge;

    // maxAge: how long after its evaluation an answer may still be served: a few poll intervals and the ingestion delay
    public ServingRule(Duration maxAge) {
        this.maxAge = maxAge;
    }

    public Served decide(History history, OnEmpty onEmpty, Instant now) {
        var answer = history.latest();
        if (answer == null) {
            return new Withheld(
                    Reason.NOT_ASKED_YET,
                    "Sysdig has not answered for this metric yet",
                    null,
                    "wait some seconds; if this stays, see the log of sysdig-autoscaler");
        }
        if (answer.at().isBefore(now.minus(maxAge))) {
            return new Withheld(
                    Reason.TOO_OLD,
                    "the last answer of Sysdig is for " + answer.at(),
                    answer.at(),
                    "sysdig-autoscaler does not get round to asking: see its log and its health");
        }
        return serve(answer, onEmpty, history.missingSince());
    }

    private static Served serve(Answer answer, OnEmpty onEmpty, @Nullable Instant since) {
        return switch (answer) {
            case Answer.Fresh(var amount, var facts, var _) -> new Served.Value(amount, facts.newestSample());
            case Answer.Empty(var at) when onEmpty == OnEmpty.ZERO -> new Served.Value(Amount.ZERO, at);
            case Answer.Empty gap -> withheld(Gap.of(gap), since);
            case Answer.TooFew gap -> withheld(Gap.of(gap), since);
            case Answer.Stale gap -> withheld(Gap.of(gap), since);
            case Answer.Ambiguous gap -> withheld(Gap.of(gap), since);
            case Answer.NotANumber gap -> withheld(Gap.of(gap), since);
            case Answer.Doubtful gap -> withheld(Gap.of(gap), since);
            case Answer.Failed gap -> withheld(Gap.of(gap), since);
        };
    }

    private static Served withheld(Gap gap, @Nullable Instant since) {
        return new Withheld(gap.reason(), gap.what(), since, gap.remedy());
    }
}

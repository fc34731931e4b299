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
 * is made of no data is the zero of {@link OnEmpty#ZERO}, and that only of an answer that succeeded.
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
            case Answer.Empty _ ->
                new Withheld(
                        Reason.NO_DATA,
                        "Sysdig has no series for this metric",
                        since,
                        "check its name and labels in Sysdig, and the setting sysdig.cluster-name; where no series"
                                + " means no load, annotate sysdig.com/scale-on-empty: zero");
            case Answer.TooFew(var newest, var _) ->
                new Withheld(
                        Reason.NO_DATA,
                        "Sysdig has too few samples for a number, the newest from " + newest,
                        since,
                        "wait for the next samples; if this stays, lengthen sysdig.com/scale-window");
            case Answer.Stale(var newest, var _) ->
                new Withheld(
                        Reason.TOO_OLD,
                        newest == null
                                ? "the newest sample in Sysdig is minutes old"
                                : "the newest sample in Sysdig is from " + newest,
                        since,
                        "check that the pods run and that the Sysdig agents of their nodes are connected");
            case Answer.Ambiguous(var count, var _) ->
                new Withheld(
                        Reason.AMBIGUOUS,
                        "the query yields " + count + " numbers instead of one",
                        since,
                        "aggregate it, for example with sum(…)");
            case Answer.NotANumber(var value, var _) ->
                new Withheld(
                        Reason.NOT_A_NUMBER,
                        "the query yields " + value,
                        since,
                        "change it so that it yields zero or more; a division by zero yields NaN or an infinity");
            case Answer.Doubtful(var warning, var _) ->
                new Withheld(
                        Reason.DOUBTFUL,
                        "Sysdig warns that the number may be wrong: " + warning,
                        since,
                        "select fewer series, or aggregate them");
            case Answer.Failed(var problem, var _) ->
                new Withheld(Reason.SOURCE_FAILED, problem.message(), since, remedy(problem.reason()));
        };
    }

    private static String remedy(SourceProblem.Reason reason) {
        return switch (reason) {
            case UNAUTHORIZED -> "set a valid token in sysdig.api-token or sysdig.api-token-file";
            case FORBIDDEN -> "give the token's team access to this metric";
            case LIMITED -> "ask for less: a longer autoscaler.poll-interval, or a higher limit at Sysdig";
            case UNREACHABLE -> "check sysdig.url or sysdig.region, the proxy and the network policy";
            case TIMEOUT -> "make the query cheaper, or raise sysdig.timeout";
            case REJECTED -> "correct the metric, the scope or the query";
            case SERVER_ERROR -> "nothing: it is asked again at the next poll; see Sysdig's status page if this stays";
            case BROKEN_ANSWER -> "check that sysdig.url leads to Sysdig and that no proxy answers in its place";
        };
    }
}

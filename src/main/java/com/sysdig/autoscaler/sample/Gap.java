package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.sample.Served.Reason;

/** Why an answer is no number, in words for the person who reads {@code kubectl describe hpa}. */
record Gap(Reason reason, String what, String remedy) {
    static Gap of(Answer.Empty empty) {
        return new Gap(
                Reason.NO_DATA,
                "Sysdig has no series for this metric",
                "check its name and labels in Sysdig, and the setting sysdig.cluster-name; where no series means no load,"
                        + " annotate sysdig.com/scale-on-empty: zero");
    }

    static Gap of(Answer.TooFew tooFew) {
        return new Gap(
                Reason.NO_DATA,
                "Sysdig has too few samples for a number, the newest from " + tooFew.newestSample(),
                "wait for the next samples; if this stays, lengthen sysdig.com/scale-window");
    }

    static Gap of(Answer.Stale stale) {
        return new Gap(
                Reason.TOO_OLD,
                stale.newestSample() == null
                        ? "the newest sample in Sysdig is minutes old"
                        : "the newest sample in Sysdig is from " + stale.newestSample(),
                "check that the pods run and that the Sysdig agents of their nodes are connected");
    }

    static Gap of(Answer.Ambiguous ambiguous) {
        return new Gap(
                Reason.AMBIGUOUS,
                "the query yields " + ambiguous.count() + " numbers instead of one",
                "aggregate it, for example with sum(…)");
    }

    static Gap of(Answer.NotANumber notANumber) {
        return new Gap(
                Reason.NOT_A_NUMBER,
                "Sysdig's answer is " + notANumber.value(),
                "only numbers from zero on are of use; a division by zero gives NaN or an infinity");
    }

    static Gap of(Answer.Doubtful doubtful) {
        return new Gap(
                Reason.DOUBTFUL,
                "Sysdig warns that the number may be wrong: " + doubtful.warning(),
                "select fewer series, or aggregate them");
    }

    static Gap of(Answer.Failed failed) {
        var problem = failed.problem();
        return new Gap(Reason.SOURCE_FAILED, problem.message(), remedy(problem.reason()));
    }

    /** The message of a problem says what to do, except about the query, which is not the source's to know. */
    private static String remedy(SourceProblem.Reason reason) {
        return switch (reason) {
            case REJECTED -> "correct the metric, the scope or the query";
            case INTERNAL -> "please report it with the log of sysdig-autoscaler";
            case UNAUTHORIZED, FORBIDDEN, LIMITED, UNREACHABLE, TIMEOUT, SERVER_ERROR, BROKEN_ANSWER ->
                "the workload keeps its size until Sysdig answers again";
        };
    }
}

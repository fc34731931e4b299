package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.sample.Served.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
        var newest = stale.newestSample();
        if (newest != null && newest.isAfter(stale.at())) {
            return new Gap(
                    Reason.CLOCK_SKEW,
                    "the newest sample in Sysdig is from " + newest + ", which is in the future",
                    "set the clocks of the pods' nodes right, and that of sysdig-autoscaler's");
        }
        return new Gap(
                Reason.TOO_OLD,
                newest == null
                        ? "the newest sample in Sysdig is minutes old"
                        : "the newest sample in Sysdig is from " + newest,
                "check that the pods run and that the Sysdig agents of their nodes are connected");
    }

    static Gap of(Answer.Partial partial, Answer.@Nullable Fresh before) {
        var facts = partial.number().facts();
        return switch (partial.lack()) {
            case SAMPLES ->
                new Gap(
                        Reason.INCOMPLETE,
                        "the window holds %d of %d samples, so that less load cannot be told from less data"
                                .formatted(facts.samples(), facts.expected()),
                        "wait until the window is full again; if this stays, the samples are further apart than the setting"
                                + " sysdig.sample-interval says");
            case WINDOW ->
                new Gap(
                        Reason.INCOMPLETE,
                        "pods report again that did not, and the window is not full of their samples yet, so that less load"
                                + " cannot be told from less data",
                        "wait until the window is full again");
            case PODS ->
                new Gap(
                        Reason.PODS_UNSEEN,
                        "%s reported lately, where %s did before and %d are ready"
                                .formatted(
                                        facts.pods() == null ? "no pod" : "only " + facts.pods() + " pods",
                                        before == null ? "more" : before.facts().pods(),
                                        facts.ready()),
                        "check that the Sysdig agents of the pods' nodes are connected; fewer pods are believed after an hour");
        };
    }

    /** {@code settles}: until when. */
    static Gap settling(Recovery recovery, Instant settles) {
        return new Gap(
                Reason.SETTLING,
                "the number is lower than before a gap of %d s, which ended at %s"
                        .formatted(recovery.length().toSeconds(), recovery.until()),
                "nothing to do: it counts from %s on, one scale-down stabilization after the gap".formatted(settles));
    }

    static Gap unready(Use use, Served.Value value) {
        return new Gap(
                Reason.NOT_READY,
                "only %d of %d pods ready: with a target of type Value the number %s would shrink the workload because of that"
                        .formatted(use.ready(), use.wanted(), value.amount()),
                "see why pods are not ready: kubectl describe pods");
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

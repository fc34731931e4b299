package com.sysdig.autoscaler.workload;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;

/**
 * What is to happen to the HorizontalPodAutoscaler of a workload, and what its owner is to hear.
 *
 * @param blocked something stands in the way whose end may wake nobody
 */
record Decision(Step step, List<Notice> notices, boolean blocked) {
    Decision {
        notices = List.copyOf(notices);
    }

    boolean tells(EventReason reason) {
        return notices.stream().anyMatch(notice -> notice.reason() == reason);
    }

    /** At most one write. */
    sealed interface Step {
        /** All is as it should be, or has to stay as it is. */
        record Rest() implements Step {}

        record Create(HorizontalPodAutoscaler desired) implements Step {}

        /** Ours exists and says something else. */
        record Correct(HorizontalPodAutoscaler desired) implements Step {}

        /** That of another is to be ours from now on: what it says is saved before anything else is written. */
        record Adopt(HorizontalPodAutoscaler theirs) implements Step {}

        /** It gets the spec back that it had before it was taken over. */
        record GiveBack(HorizontalPodAutoscaler adopted) implements Step {}

        record Withdraw(HorizontalPodAutoscaler ours) implements Step {}
    }
}

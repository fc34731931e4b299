package com.sysdig.autoscaler.workload;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;

/**
 * What is to happen to the HorizontalPodAutoscaler of a workload, and what its owner is to hear.
 *
 * @param blocked another HorizontalPodAutoscaler stands in the way of ours
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

        record Withdraw(HorizontalPodAutoscaler ours) implements Step {}
    }
}

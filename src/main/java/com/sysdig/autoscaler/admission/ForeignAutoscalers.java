package com.sysdig.autoscaler.admission;

import com.sysdig.autoscaler.policy.Workload;

/** The HorizontalPodAutoscalers that are not ours. Asked for every review: answers from memory, never blocks. */
@FunctionalInterface
public interface ForeignAutoscalers {
    /** Whether one of them scales the workload or has its name, as far as is known. */
    boolean claim(Workload workload);
}

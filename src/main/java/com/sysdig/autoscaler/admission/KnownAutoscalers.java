package com.sysdig.autoscaler.admission;

import com.sysdig.autoscaler.policy.Workload;

/** The HorizontalPodAutoscalers of the cluster. Asked for every review: answers from memory, never blocks. */
public interface KnownAutoscalers {
    /** Whether one that is not ours scales the workload or has its name, as far as is known. */
    boolean claim(Workload workload);

    /** Whether it is known that there is none of this name. */
    boolean lack(String namespace, String name);
}

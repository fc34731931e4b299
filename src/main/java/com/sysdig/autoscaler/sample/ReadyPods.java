package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.policy.Workload;
import java.util.OptionalLong;

/** How many pods of a workload are ready now. Answers from memory, to any thread. */
@FunctionalInterface
public interface ReadyPods {
    /** Empty for a workload that is not known. */
    OptionalLong of(Workload workload);
}

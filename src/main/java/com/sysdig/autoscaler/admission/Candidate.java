package com.sysdig.autoscaler.admission;

import com.sysdig.autoscaler.policy.ScalingPolicy;
import com.sysdig.autoscaler.policy.Workload;

/** A workload whose annotations are right. */
record Candidate(Workload workload, ScalingPolicy policy, Submitted object) {}

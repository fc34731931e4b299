package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.ScalingPolicy;
import java.util.List;

/** What the annotations of a workload come to. */
public sealed interface Parsed {
    /** There is no {@code sysdig.com/scale-*} annotation. */
    record Unmanaged() implements Parsed {}

    /** All annotations are right. */
    record Valid(ScalingPolicy policy) implements Parsed {}

    /** Something is wrong; the workload is managed all the same. */
    record Invalid(List<Problem> problems) implements Parsed {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}

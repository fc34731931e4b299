package com.sysdig.autoscaler.cli;

import com.sysdig.autoscaler.policy.ScalingPolicy;
import java.util.List;

/** A manifest and what its annotations come to. */
sealed interface Inspected {
    Manifest manifest();

    List<Finding> findings();

    /** {@code findings} are warnings. */
    record Right(Manifest manifest, ScalingPolicy policy, List<Finding> findings) implements Inspected {}

    /** Among {@code findings} there is an error. */
    record Wrong(Manifest manifest, List<Finding> findings) implements Inspected {}
}

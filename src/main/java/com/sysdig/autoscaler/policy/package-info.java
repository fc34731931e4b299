/**
 * How a workload is to be scaled, as values that are valid once they exist. No text of an annotation and no Kubernetes
 * class gets in here; {@link com.sysdig.autoscaler.policy.ScalingPolicy} is the entry point.
 */
@NullMarked
package com.sysdig.autoscaler.policy;

import org.jspecify.annotations.NullMarked;

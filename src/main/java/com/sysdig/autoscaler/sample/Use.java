package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.policy.MetricTarget;
import com.sysdig.autoscaler.policy.OnMissing;
import com.sysdig.autoscaler.policy.ScalingPolicy;
import com.sysdig.autoscaler.quantity.Amount;
import java.time.Duration;
import java.util.Objects;

/**
 * What a number is wanted for.
 *
 * @param stabilization how long the HorizontalPodAutoscaler looks back before it shrinks the workload
 * @param wanted {@code spec.replicas} of the workload
 * @param ready its ready pods
 */
public record Use(MetricTarget target, OnMissing onMissing, Duration stabilization, int wanted, int ready) {
    /** Kubernetes' own, unless a cluster's controller manager was told otherwise, which we cannot see. */
    private static final Duration DEFAULT_STABILIZATION = Duration.ofMinutes(5);

    public static Use of(ScalingPolicy policy, MetricTarget target, int wanted, int ready) {
        var stabilization = policy.behavior().down().stabilization();
        return new Use(
                target,
                policy.onMissing(),
                Objects.requireNonNullElse(stabilization, DEFAULT_STABILIZATION),
                wanted,
                ready);
    }

    /** Of a reader whom we know nothing about: nothing stands in for a gap, nor is a first number with a hole believed. */
    public static Use unknown() {
        return new Use(
                new MetricTarget(MetricTarget.Type.AVERAGE_VALUE, new Amount(Long.MAX_VALUE)),
                new OnMissing.Hold(),
                DEFAULT_STABILIZATION,
                Integer.MAX_VALUE,
                0);
    }

    /** How many replicas this number asks for; from zero on the HorizontalPodAutoscaler counts no ready pods. */
    long asks(Amount number) {
        return target.replicas(number, wanted == 0 ? 1 : ready);
    }

    /** Whether it would shrink only because the HorizontalPodAutoscaler multiplies by ready pods. */
    boolean wouldShrinkByUnreadyPods(Amount number) {
        return target.type() == MetricTarget.Type.VALUE && ready < wanted && asks(number) < wanted;
    }
}

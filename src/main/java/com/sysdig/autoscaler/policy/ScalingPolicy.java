package com.sysdig.autoscaler.policy;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything the annotations of one workload say.
 *
 * @param metrics at least one, sorted by id with {@code default} first, ids unique
 * @param adopt name of an existing HorizontalPodAutoscaler to take over
 */
public record ScalingPolicy(
        Bounds bounds,
        List<MetricSpec> metrics,
        ResourceTargets resources,
        Behavior behavior,
        OnMissing onMissing,
        Pause pause,
        @Nullable String adopt) {
    public ScalingPolicy {
        metrics = List.copyOf(metrics);
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("a policy has at least one metric");
        }
        for (var i = 1; i < metrics.size(); i++) {
            if (MetricSpec.ID_ORDER.compare(
                            metrics.get(i - 1).id(), metrics.get(i).id())
                    >= 0) {
                throw new IllegalArgumentException("metrics are sorted by unique ids");
            }
        }
    }

    /** With the cluster's own tolerance, for one that knows no other. */
    public ScalingPolicy withoutTolerance() {
        return new ScalingPolicy(bounds, metrics, resources, behavior.withoutTolerance(), onMissing, pause, adopt);
    }

    public Optional<MetricSpec> metric(String id) {
        return metrics.stream().filter(metric -> metric.id().equals(id)).findFirst();
    }
}

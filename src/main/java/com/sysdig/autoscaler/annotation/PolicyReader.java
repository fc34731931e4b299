package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.OnMissing;
import com.sysdig.autoscaler.policy.Pause;
import com.sysdig.autoscaler.policy.ResourceTargets;
import com.sysdig.autoscaler.policy.ScalingPolicy;
import java.util.List;
import java.util.Optional;

/** Reads all annotations of a workload, one part after the other. */
final class PolicyReader {
    private final ReplicasReader replicas;
    private final MetricReader metrics;

    PolicyReader(ReplicasReader replicas, MetricReader metrics) {
        this.replicas = replicas;
        this.metrics = metrics;
    }

    /** Empty only where a problem is reported. */
    Optional<ScalingPolicy> read(SortedAnnotations annotations) {
        var workload = annotations.workload();
        var specs = annotations.metrics().stream().map(metrics::read).toList();
        var anyQuery = annotations.metrics().stream().anyMatch(metric -> metric.given(AnnotationKey.QUERY));
        var bounds = replicas.read(workload, anyQuery);
        var resources = new ResourceTargets(
                workload.read(AnnotationKey.CPU, Percents::use).orElse(null),
                workload.read(AnnotationKey.MEMORY, Percents::use).orElse(null));
        var behavior = BehaviorReader.read(workload);
        var onMissing = workload.read(AnnotationKey.ON_MISSING, new OnMissingReader(bounds)::read)
                .orElse(new OnMissing.Hold());
        var pause = workload.read(AnnotationKey.PAUSED, Choices.PAUSED).orElse(Pause.NONE);
        var adopt = workload.read(AnnotationKey.ADOPT, ResourceNames::read).orElse(null);
        return allOf(specs)
                .flatMap(all -> bounds.map(
                        between -> new ScalingPolicy(between, all, resources, behavior, onMissing, pause, adopt)));
    }

    private static Optional<List<MetricSpec>> allOf(List<Optional<MetricSpec>> specs) {
        return !specs.isEmpty() && specs.stream().allMatch(Optional::isPresent)
                ? Optional.of(specs.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }
}

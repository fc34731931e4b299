package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.Bounds;
import java.util.Optional;

/** Reads between how many replicas the workload is held. */
final class ReplicasReader {
    private final AnnotationSettings settings;

    ReplicasReader(AnnotationSettings settings) {
        this.settings = settings;
    }

    /** Empty only where a problem is reported. */
    Optional<Bounds> read(Fields workload, boolean anyQuery) {
        var max = max(workload);
        var above = WholeNumbers.between(1, max.orElse(settings.replicasCeiling()));
        var min = workload.read(
                AnnotationKey.MIN_REPLICAS, text -> text.equals("0") ? Reading.good(0) : above.read(text));
        if (min.isPresent() && min.get() == 0) {
            checkZero(workload, anyQuery);
        }
        if (min.isEmpty() && workload.given(AnnotationKey.MIN_REPLICAS)) {
            return Optional.empty();
        }
        return max.map(most -> new Bounds(min.orElseGet(() -> defaultMin(most, anyQuery)), most));
    }

    /** Nobody wrote it for this workload, so that it gives way instead of being a problem. */
    private int defaultMin(int max, boolean anyQuery) {
        return Math.clamp(settings.defaultMinReplicas(), anyQuery ? 0 : 1, max);
    }

    private Optional<Integer> max(Fields workload) {
        var reader = WholeNumbers.between(1, settings.replicasCeiling());
        var fallback = settings.defaultMaxReplicas();
        if (fallback == null) {
            return workload.require(
                    AnnotationKey.MAX_REPLICAS, reader, "write the most replicas that there may be, as `10`");
        }
        return workload.given(AnnotationKey.MAX_REPLICAS)
                ? workload.read(AnnotationKey.MAX_REPLICAS, reader)
                : Optional.of(fallback);
    }

    private void checkZero(Fields workload, boolean anyQuery) {
        if (!settings.scaleToZero()) {
            workload.fault(
                    AnnotationKey.MIN_REPLICAS,
                    "0 needs the setting `autoscaler.scale-to-zero=true`",
                    "write 1 or more, or have the setting changed");
        }
        if (!anyQuery) {
            workload.fault(
                    AnnotationKey.MIN_REPLICAS,
                    "0 needs a `sysdig.com/scale-query`, since pods that do not run report nothing",
                    "write 1 or more, or add a query that reads something else than the workload's own pods");
        }
    }
}

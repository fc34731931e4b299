package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.Behavior;
import java.time.Duration;
import java.util.List;

/** Reads how fast the workload may grow and shrink. */
final class BehaviorReader {
    private static final Reader<Duration> STABILIZATION = Durations.between(Duration.ZERO, Duration.ofHours(1));

    private BehaviorReader() {}

    static Behavior read(Fields workload) {
        var behavior = new Behavior(rules(workload, Direction.UP), rules(workload, Direction.DOWN));
        return behavior.equals(Behavior.DEFAULT) ? Behavior.DEFAULT : behavior;
    }

    private static Behavior.Rules rules(Fields workload, Direction direction) {
        return new Behavior.Rules(
                workload.read(direction.stabilization, STABILIZATION).orElse(null),
                workload.read(direction.policies, LimitLists::read).orElse(List.of()),
                workload.read(direction.select, Choices.SELECT).orElse(null),
                workload.read(direction.tolerance, Percents::tolerance).orElse(null));
    }

    private enum Direction {
        UP(
                AnnotationKey.UP_STABILIZATION,
                AnnotationKey.UP_POLICIES,
                AnnotationKey.UP_SELECT,
                AnnotationKey.UP_TOLERANCE),
        DOWN(
                AnnotationKey.DOWN_STABILIZATION,
                AnnotationKey.DOWN_POLICIES,
                AnnotationKey.DOWN_SELECT,
                AnnotationKey.DOWN_TOLERANCE);

        private final AnnotationKey stabilization;
        private final AnnotationKey policies;
        private final AnnotationKey select;
        private final AnnotationKey tolerance;

        Direction(AnnotationKey stabilization, AnnotationKey policies, AnnotationKey select, AnnotationKey tolerance) {
            this.stabilization = stabilization;
            this.policies = policies;
            this.select = select;
            this.tolerance = tolerance;
        }
    }
}

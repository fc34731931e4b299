package com.sysdig.autoscaler.hpa;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicy;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicyBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRulesBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehaviorBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A behavior with the API server's defaults of {@code autoscaling/v2} filled in, so that absent and default are equal. */
record EffectiveBehavior(Rules up, Rules down) {
    /** One direction; without a stabilization window or tolerance the controller's own count. */
    record Rules(
            @Nullable Integer stabilizationSeconds,
            String select,
            List<HPAScalingPolicy> limits,
            @Nullable Quantity tolerance) {
        private boolean hasToleranceBeyond(Rules other) {
            return tolerance != null && other.tolerance == null;
        }
    }

    private static final HPAScalingRules UP = new HPAScalingRulesBuilder()
            .withStabilizationWindowSeconds(0)
            .withPolicies(limit("Pods", 4), limit("Percent", 100))
            .build();
    private static final HPAScalingRules DOWN =
            new HPAScalingRulesBuilder().withPolicies(limit("Percent", 100)).build();

    /** Whether one is asked for in a direction in which the other asks for none. */
    boolean hasToleranceBeyond(EffectiveBehavior other) {
        return up.hasToleranceBeyond(other.up) || down.hasToleranceBeyond(other.down);
    }

    static EffectiveBehavior of(HorizontalPodAutoscalerSpec spec, HpaComparison.Tolerance tolerance) {
        HorizontalPodAutoscalerBehavior behavior = Objects.requireNonNullElseGet(
                spec.getBehavior(), () -> new HorizontalPodAutoscalerBehaviorBuilder().build());
        return new EffectiveBehavior(
                rules(behavior.getScaleUp(), UP, tolerance), rules(behavior.getScaleDown(), DOWN, tolerance));
    }

    private static Rules rules(
            @Nullable HPAScalingRules given, HPAScalingRules defaults, HpaComparison.Tolerance tolerance) {
        HPAScalingRules rules = given == null ? defaults : given;
        return new Rules(
                Optional.ofNullable(rules.getStabilizationWindowSeconds())
                        .orElse(defaults.getStabilizationWindowSeconds()),
                Objects.requireNonNullElse(rules.getSelectPolicy(), "Max"),
                List.copyOf(rules.getPolicies().isEmpty() ? defaults.getPolicies() : rules.getPolicies()),
                tolerance == HpaComparison.Tolerance.KEPT ? rules.getTolerance() : null);
    }

    private static HPAScalingPolicy limit(String type, int value) {
        return new HPAScalingPolicyBuilder()
                .withType(type)
                .withValue(value)
                .withPeriodSeconds(15)
                .build();
    }
}

package com.sysdig.autoscaler.hpa;

import com.sysdig.autoscaler.policy.Behavior;
import com.sysdig.autoscaler.policy.Behavior.Limit;
import com.sysdig.autoscaler.policy.Behavior.Rules;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicy;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicyBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRulesBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehaviorBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The behavior that the annotations ask for, and nothing that is Kubernetes' own default. */
final class HpaBehavior {
    private HpaBehavior() {}

    static @Nullable HorizontalPodAutoscalerBehavior of(Behavior behavior) {
        if (behavior.equals(Behavior.DEFAULT)) {
            return null;
        }
        return new HorizontalPodAutoscalerBehaviorBuilder()
                .withScaleUp(rules(behavior.up()))
                .withScaleDown(rules(behavior.down()))
                .build();
    }

    private static @Nullable HPAScalingRules rules(Rules rules) {
        if (rules.equals(Rules.DEFAULT)) {
            return null;
        }
        var stabilization = rules.stabilization();
        var select = rules.select();
        var tolerance = rules.tolerance();
        return new HPAScalingRulesBuilder()
                .withStabilizationWindowSeconds(stabilization == null ? null : seconds(stabilization))
                .withPolicies(rules.limits().stream().map(HpaBehavior::limit).toList())
                .withSelectPolicy(select == null ? null : select.text())
                .withTolerance(tolerance == null ? null : new Quantity(RatioText.of(tolerance)))
                .build();
    }

    private static HPAScalingPolicy limit(Limit limit) {
        return new HPAScalingPolicyBuilder()
                .withType(limit.unit().text())
                .withValue(limit.value())
                .withPeriodSeconds(seconds(limit.period()))
                .build();
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(duration.toSeconds());
    }
}

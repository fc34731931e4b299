package com.sysdig.autoscaler.hpa;

import static com.sysdig.autoscaler.policy.PolicyDraft.SIMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.hpa.HpaComparison.Tolerance;
import com.sysdig.autoscaler.policy.Behavior;
import com.sysdig.autoscaler.policy.Behavior.Rules;
import com.sysdig.autoscaler.policy.PolicyDraft;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicy;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class HpaComparisonTest {
    private static final Rules TOLERANT = new Rules(null, List.of(), null, new BigDecimal("0.05"));
    private static final PolicyDraft TOLERANT_UP = SIMPLE.behavior(new Behavior(TOLERANT, Rules.DEFAULT));

    private final HorizontalPodAutoscaler desired = generated(SIMPLE);

    @Test
    void takesQuantitiesAsNumbers() {
        var live = edited(desired)
                .editSpec()
                .editMetric(0)
                .editExternal()
                .editTarget()
                .withAverageValue(new Quantity("100000m"))
                .endTarget()
                .endExternal()
                .endMetric()
                .endSpec()
                .build();
        assertThat(agree(live)).isTrue();
    }

    @Test
    void ignoresWhatTheApiServerFillsIn() {
        var live = edited(desired)
                .editMetadata()
                .withResourceVersion("12")
                .addToLabels("team", "shop")
                .endMetadata()
                .editSpec()
                .withNewBehavior()
                .withNewScaleUp()
                .withStabilizationWindowSeconds(0)
                .withSelectPolicy("Max")
                .withPolicies(new HPAScalingPolicy(15, "Pods", 4), new HPAScalingPolicy(15, "Percent", 100))
                .endScaleUp()
                .withNewScaleDown()
                .withSelectPolicy("Max")
                .withPolicies(new HPAScalingPolicy(15, "Percent", 100))
                .endScaleDown()
                .endBehavior()
                .endSpec()
                .withNewStatus()
                .withCurrentReplicas(3)
                .endStatus()
                .build();
        assertThat(agree(live)).isTrue();
    }

    @Test
    void noticesAMetricAddedByHand() {
        var live = edited(desired)
                .editSpec()
                .addToMetrics(new MetricSpecBuilder().withType("Resource").build())
                .endSpec()
                .build();
        assertThat(agree(live)).isFalse();
    }

    @Test
    void noticesBoundsChangedByHand() {
        assertThat(agree(edited(desired).editSpec().withMinReplicas(2).endSpec().build()))
                .isFalse();
        assertThat(agree(
                        edited(desired).editSpec().withMaxReplicas(11).endSpec().build()))
                .isFalse();
    }

    @Test
    void noticesABehaviorThatTheAnnotationsDoNotAskFor() {
        var live = edited(desired)
                .editSpec()
                .withNewBehavior()
                .withNewScaleDown()
                .withSelectPolicy("Disabled")
                .endScaleDown()
                .endBehavior()
                .endSpec()
                .build();
        assertThat(agree(live)).isFalse();
    }

    @Test
    void noticesAnotherTarget() {
        var live = edited(desired)
                .editSpec()
                .editScaleTargetRef()
                .withName("other")
                .endScaleTargetRef()
                .endSpec()
                .build();
        assertThat(agree(live)).isFalse();
    }

    @Test
    void noticesThatOurLabelIsGone() {
        var live = edited(desired).editMetadata().withLabels(null).endMetadata().build();
        assertThat(agree(live)).isFalse();
    }

    @Test
    void leavesADroppedToleranceOut() {
        var tolerant = generated(TOLERANT_UP);
        assertThat(HpaComparison.agree(desired, tolerant, Tolerance.KEPT)).isFalse();
        assertThat(HpaComparison.agree(desired, tolerant, Tolerance.DROPPED)).isTrue();
    }

    @Test
    void tellsALostToleranceFromOtherDifferences() {
        var tolerant = generated(TOLERANT_UP);
        assertThat(HpaComparison.lostTolerance(tolerant, desired)).isTrue();
        assertThat(HpaComparison.lostTolerance(tolerant, tolerant)).isFalse();
        assertThat(HpaComparison.lostTolerance(tolerant, generated(SIMPLE.bounds(2, 3))))
                .isFalse();
        assertThat(HpaComparison.lostTolerance(desired, tolerant)).isFalse();
    }

    @Test
    void tellsWhetherAToleranceIsAskedFor() {
        assertThat(HpaComparison.hasTolerance(generated(TOLERANT_UP).getSpec())).isTrue();
        assertThat(HpaComparison.hasTolerance(desired.getSpec())).isFalse();
    }

    private boolean agree(HorizontalPodAutoscaler live) {
        return HpaComparison.agree(live, desired, Tolerance.KEPT);
    }

    private static HorizontalPodAutoscalerBuilder edited(HorizontalPodAutoscaler hpa) {
        return new HorizontalPodAutoscalerBuilder(hpa);
    }

    private static HorizontalPodAutoscaler generated(PolicyDraft draft) {
        return new HpaGenerator(10_000).generate(new Workload(WorkloadKind.DEPLOYMENT, "shop", "web"), draft.policy());
    }
}

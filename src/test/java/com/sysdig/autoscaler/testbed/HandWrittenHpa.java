package com.sysdig.autoscaler.testbed;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRulesBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricIdentifier;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTarget;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTargetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;

/** A HorizontalPodAutoscaler as people write it, with one metric; named as its workload. */
public record HandWrittenHpa(Workload workload, int most, List<MetricSpec> metrics) {
    public HandWrittenHpa {
        metrics = List.copyOf(metrics);
    }

    public static HandWrittenHpa of(Workload workload, int most) {
        return new HandWrittenHpa(workload, most, List.of());
    }

    /** {@code in}: a label and its values. */
    public HandWrittenHpa external(
            String metric, Map<String, String> labels, Map<String, List<String>> in, String average) {
        var sets = in.entrySet().stream()
                .map(entry -> new LabelSelectorRequirement(entry.getKey(), "In", entry.getValue()))
                .toList();
        var selector = new LabelSelectorBuilder()
                .withMatchLabels(labels)
                .withMatchExpressions(sets)
                .build();
        return with(new MetricSpecBuilder()
                .withType("External")
                .withNewExternal()
                .withMetric(new MetricIdentifier(metric, selector))
                .withTarget(average(average))
                .endExternal()
                .build());
    }

    public HandWrittenHpa pods(String metric, Map<String, String> labels, String average) {
        return with(new MetricSpecBuilder()
                .withType("Pods")
                .withNewPods()
                .withMetric(new MetricIdentifier(metric, selector(labels)))
                .withTarget(average(average))
                .endPods()
                .build());
    }

    /** {@code kind}: API version and kind in one, {@code apps/v1/Deployment}. */
    public HandWrittenHpa object(String kind, String name, String metric, Map<String, String> labels, String average) {
        return with(object(kind, name, new MetricIdentifier(metric, selector(labels)), average(average)));
    }

    /** The number itself is held at the target; without a selector. */
    public HandWrittenHpa objectOfValue(String kind, String name, String metric, String value) {
        var target = new MetricTargetBuilder()
                .withType("Value")
                .withValue(new Quantity(value))
                .build();
        return with(object(kind, name, new MetricIdentifier(metric, null), target));
    }

    public void create(KubernetesClient kubernetes) {
        kubernetes
                .resource(new HorizontalPodAutoscalerBuilder()
                        .withNewMetadata()
                        .withNamespace(workload.namespace())
                        .withName(workload.name())
                        .addToLabels("hand-written", "true")
                        .endMetadata()
                        .withNewSpec()
                        .withNewScaleTargetRef("apps/v1", workload.object().getKind(), workload.name())
                        .withMaxReplicas(most)
                        .withMetrics(metrics)
                        .withNewBehavior()
                        .withScaleDown(new HPAScalingRulesBuilder()
                                .withStabilizationWindowSeconds(0)
                                .build())
                        .withNewScaleUp()
                        .addNewPolicy(1, "Pods", 100)
                        .endScaleUp()
                        .endBehavior()
                        .endSpec()
                        .build())
                .create();
    }

    private HandWrittenHpa with(MetricSpec metric) {
        return new HandWrittenHpa(workload, most, List.of(metric));
    }

    private static MetricSpec object(String kind, String name, MetricIdentifier metric, MetricTarget target) {
        var slash = kind.lastIndexOf('/');
        return new MetricSpecBuilder()
                .withType("Object")
                .withNewObject()
                .withNewDescribedObject(kind.substring(0, slash), kind.substring(slash + 1), name)
                .withMetric(metric)
                .withTarget(target)
                .endObject()
                .build();
    }

    private static MetricTarget average(String quantity) {
        return new MetricTargetBuilder()
                .withType("AverageValue")
                .withAverageValue(new Quantity(quantity))
                .build();
    }

    private static LabelSelector selector(Map<String, String> labels) {
        return new LabelSelectorBuilder().withMatchLabels(labels).build();
    }
}

package com.sysdig.autoscaler.hpa;

import com.sysdig.autoscaler.catalog.MetricAddress;
import com.sysdig.autoscaler.policy.MetricTarget;
import com.sysdig.autoscaler.policy.ScalingPolicy;
import com.sysdig.autoscaler.policy.Workload;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTargetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The metrics of a policy: its own in their order, then cpu, then memory. */
final class HpaMetrics {
    private HpaMetrics() {}

    static List<MetricSpec> of(Workload workload, ScalingPolicy policy) {
        List<MetricSpec> metrics = new ArrayList<>();
        policy.metrics().forEach(metric -> metrics.add(external(MetricAddress.of(workload, metric), metric.target())));
        addResource(metrics, "cpu", policy.resources().cpuPercent());
        addResource(metrics, "memory", policy.resources().memoryPercent());
        return metrics;
    }

    private static MetricSpec external(MetricAddress address, MetricTarget target) {
        return new MetricSpecBuilder()
                .withType("External")
                .withNewExternal()
                .withNewMetric()
                .withName(address.name())
                .withNewSelector()
                .withMatchLabels(new TreeMap<>(address.labels()))
                .endSelector()
                .endMetric()
                .withTarget(held(target))
                .endExternal()
                .build();
    }

    private static io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTarget held(MetricTarget target) {
        var amount = new Quantity(target.amount().text());
        var held = new MetricTargetBuilder().withType(target.type().text());
        return switch (target.type()) {
            case AVERAGE_VALUE -> held.withAverageValue(amount).build();
            case VALUE -> held.withValue(amount).build();
        };
    }

    private static void addResource(List<MetricSpec> metrics, String resource, @Nullable Integer percent) {
        if (percent == null) {
            return;
        }
        metrics.add(new MetricSpecBuilder()
                .withType("Resource")
                .withNewResource()
                .withName(resource)
                .withNewTarget()
                .withType("Utilization")
                .withAverageUtilization(percent)
                .endTarget()
                .endResource()
                .build());
    }
}

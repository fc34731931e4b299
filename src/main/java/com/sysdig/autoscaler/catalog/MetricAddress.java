package com.sysdig.autoscaler.catalog;

import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.Workload;
import java.util.Map;

/**
 * How a HorizontalPodAutoscaler names one of our metrics: written by {@code hpa}, looked up by the metrics API.
 *
 * @param name of the metric: in lower case, since the API server lower-cases it on the way; {@code query-<id>} for a query
 * @param labels the selector's {@code matchLabels}
 */
public record MetricAddress(String name, Map<String, String> labels) {
    public static final String KIND = "sysdig.com/kind";
    public static final String WORKLOAD = "sysdig.com/workload";
    public static final String METRIC = "sysdig.com/metric";

    public MetricAddress {
        labels = Map.copyOf(labels);
    }

    public static MetricAddress of(Workload workload, MetricSpec metric) {
        throw new UnsupportedOperationException(workload + " " + metric);
    }

    /** The workload's name where a label value holds it (63 characters), else shortened with a hash. */
    public static String workloadLabel(String name) {
        throw new UnsupportedOperationException(name);
    }
}

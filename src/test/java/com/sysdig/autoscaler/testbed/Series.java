package com.sysdig.autoscaler.testbed;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A metric name with its labels, as the text exposition writes it. */
public record Series(String metric, SortedMap<String, String> labels) {

    static final String CLUSTER_LABEL = "kube_cluster_name";

    public Series {
        labels = new TreeMap<>(labels);
    }

    public static Series of(String metric, Map<String, String> labels) {
        return new Series(metric, new TreeMap<>(labels));
    }

    /** The labels by which Sysdig tells workloads apart. */
    public static Map<String, String> workload(String cluster, String namespace, String type, String name) {
        return Map.of(
                CLUSTER_LABEL,
                cluster,
                "kube_namespace_name",
                namespace,
                "kube_workload_type",
                type,
                "kube_workload_name",
                name);
    }

    public Series with(String label, String value) {
        var more = new TreeMap<>(labels);
        more.put(label, value);
        return new Series(metric, more);
    }

    String text() {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
                .collect(Collectors.joining(",", metric + "{", "}"));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}

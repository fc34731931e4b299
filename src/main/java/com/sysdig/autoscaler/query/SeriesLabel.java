package com.sysdig.autoscaler.query;

import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The labels by which Sysdig says whose series it is. */
public enum SeriesLabel {
    CLUSTER("kube_cluster_name"),
    NAMESPACE("kube_namespace_name"),
    KIND("kube_workload_type"),
    WORKLOAD("kube_workload_name");

    static final String POD = "kube_pod_name";

    /** All of them, as they stand behind {@code by}. */
    static final String GROUP = Arrays.stream(values()).map(SeriesLabel::text).collect(Collectors.joining(","));

    private static final Map<String, WorkloadKind> KINDS =
            Arrays.stream(WorkloadKind.values()).collect(Collectors.toMap(WorkloadKind::label, kind -> kind));

    private final String text;

    SeriesLabel(String text) {
        this.text = text;
    }

    /** The label's name. */
    public String text() {
        return text;
    }

    /** Whose row this is; empty for the row of something that cannot be annotated. */
    public static Optional<Workload> workload(Map<String, String> labels) {
        var kind = KINDS.get(labels.getOrDefault(KIND.text, ""));
        var namespace = labels.get(NAMESPACE.text);
        var name = labels.get(WORKLOAD.text);
        return kind == null || namespace == null || name == null
                ? Optional.empty()
                : Optional.of(new Workload(kind, namespace, name));
    }
}

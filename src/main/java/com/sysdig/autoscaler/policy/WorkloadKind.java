package com.sysdig.autoscaler.policy;

/** The kinds of workload that can be annotated, all of API group {@code apps/v1}. */
public enum WorkloadKind {
    DEPLOYMENT("Deployment", "deployment"),
    STATEFUL_SET("StatefulSet", "statefulset");

    private final String kind;
    private final String label;

    WorkloadKind(String kind, String label) {
        this.kind = kind;
        this.label = label;
    }

    /** Kubernetes' spelling, {@code Deployment}. */
    public String kind() {
        return kind;
    }

    /** The value of Sysdig's label {@code kube_workload_type} and of our selector label, {@code deployment}. */
    public String label() {
        return label;
    }
}

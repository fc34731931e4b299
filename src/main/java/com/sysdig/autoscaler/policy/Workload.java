package com.sysdig.autoscaler.policy;

/** A workload's identity, the same to Kubernetes and to Sysdig's {@code kube_*} labels. */
public record Workload(WorkloadKind kind, String namespace, String name) {
    @Override
    public String toString() {
        return kind.label() + " " + namespace + "/" + name;
    }
}

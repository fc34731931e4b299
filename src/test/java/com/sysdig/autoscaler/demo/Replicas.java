package com.sysdig.autoscaler.demo;

import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** {@code spec.replicas} and how many pods are ready. */
record Replicas(int wanted, int ready) {

    static Replicas of(Workload workload, KubernetesClient kubernetes) {
        var live = kubernetes
                .apps()
                .deployments()
                .inNamespace(workload.namespace())
                .withName(workload.name())
                .get();
        return new Replicas(
                live.getSpec().getReplicas(),
                Optional.ofNullable(live.getStatus().getReadyReplicas()).orElse(0));
    }

    boolean settledAt(int count) {
        return wanted == count && ready == count;
    }
}

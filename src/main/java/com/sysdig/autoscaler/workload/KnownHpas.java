package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The HorizontalPodAutoscalers that the informers hold, for those who only want to look: on every replica, also of
 * workloads that are not managed. Readers never wait.
 */
@Singleton
public final class KnownHpas {
    private final Map<WorkloadKind, HpaStore> stores = new ConcurrentHashMap<>();

    /** For the informer that serves workloads of this kind; it sees the others' autoscalers as well. */
    HpaStore store(WorkloadKind kind) {
        var store = new HpaStore();
        stores.put(kind, store);
        return store;
    }

    /** Whether there is one that keeps ours from being made. */
    public boolean hasForeign(Workload workload) {
        var store = stores.get(workload.kind());
        return store != null && store.values().anyMatch(hpa -> isForeign(hpa, workload));
    }

    public boolean has(String namespace, String name) {
        return stores.values().stream()
                .flatMap(HpaStore::values)
                .map(HorizontalPodAutoscaler::getMetadata)
                .anyMatch(hpa -> name.equals(hpa.getName()) && namespace.equals(hpa.getNamespace()));
    }

    /** Nothing foreign depends on the workload's UID, which is not known here. */
    private static boolean isForeign(HorizontalPodAutoscaler hpa, Workload workload) {
        return workload.namespace().equals(hpa.getMetadata().getNamespace())
                && HpaClaim.of(hpa, workload, "") == HpaClaim.FOREIGN;
    }
}

package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** One of this namespace, as the informers of this kind have seen it. */
    Optional<HorizontalPodAutoscaler> find(WorkloadKind kind, String namespace, String name) {
        return seen(kind).map(store -> store.get(Cache.namespaceKeyFunc(namespace, name)));
    }

    /** Those that are taken over, for whichever workload. */
    List<HorizontalPodAutoscaler> adopted() {
        return seen(WorkloadKind.DEPLOYMENT).stream()
                .flatMap(HpaStore::values)
                .filter(hpa -> AdoptedSpec.of(hpa) instanceof AdoptedSpec.Kept)
                .toList();
    }

    /** Whether there is one that keeps ours from being made. */
    public boolean hasForeign(Workload workload) {
        return seen(workload.kind())
                .filter(store -> store.values().anyMatch(hpa -> isForeign(hpa, workload)))
                .isPresent();
    }

    private Optional<HpaStore> seen(WorkloadKind kind) {
        return Optional.ofNullable(stores.get(kind));
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

package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.policy.Workload;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * The HorizontalPodAutoscalers that the informer holds, for those who only want to look: on every replica, also of
 * workloads that are not managed. Readers never wait.
 */
@Singleton
public final class KnownHpas {
    private final HpaStore store = new HpaStore();

    /** For the one informer. */
    HpaStore store() {
        return store;
    }

    Optional<HorizontalPodAutoscaler> find(String namespace, String name) {
        return Optional.ofNullable(store.get(Cache.namespaceKeyFunc(namespace, name)));
    }

    /** Those that are taken over, for whichever workload. */
    List<HorizontalPodAutoscaler> adopted() {
        return store.adopted().toList();
    }

    /** Whether there is one that keeps ours from being made. */
    public boolean hasForeign(Workload workload) {
        return store.concerning(workload.namespace(), workload.name()).anyMatch(hpa -> isForeign(hpa, workload));
    }

    public boolean has(String namespace, String name) {
        return find(namespace, name).isPresent();
    }

    /** Nothing foreign depends on the workload's UID, which is not known here. */
    private static boolean isForeign(HorizontalPodAutoscaler hpa, Workload workload) {
        return HpaClaim.of(hpa, workload, "") == HpaClaim.FOREIGN;
    }
}

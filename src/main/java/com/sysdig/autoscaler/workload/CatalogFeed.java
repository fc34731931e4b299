package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.catalog.Replicas;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Hands what the informers see to the catalog, as far as it is watched. */
@Singleton
final class CatalogFeed {
    private static final Logger LOG = Logger.getLogger(CatalogFeed.class);

    private final Catalog catalog;
    private final WatchedNamespaces namespaces;
    private final WorkloadStates states;
    private final OrphanWatch orphans;
    private final Map<WorkloadKind, WorkloadStore<?>> stores = new ConcurrentHashMap<>();

    CatalogFeed(Catalog catalog, WatchedNamespaces namespaces, WorkloadStates states, OrphanWatch orphans) {
        this.catalog = catalog;
        this.namespaces = namespaces;
        this.states = states;
        this.orphans = orphans;
    }

    /** A defect in reading one workload must not stop the informer of all; its metrics are unknown from then on. */
    void put(Workload workload, Map<String, String> annotations, Replicas replicas) {
        if (!namespaces.contains(workload.namespace())) {
            return;
        }
        try {
            catalog.put(workload, annotations, replicas);
        } catch (RuntimeException e) {
            LOG.errorf(e, "The annotations of %s cannot be read; its metrics are not served.", workload);
            catalog.remove(workload);
        }
    }

    /** The memory of the one informer of that kind, and of those that follow it: what is gone by then has to be noticed. */
    @SuppressWarnings("unchecked") // each kind has one type
    <T extends HasMetadata> WorkloadStore<T> store(WorkloadType<T> type) {
        return (WorkloadStore<T>) stores.computeIfAbsent(type.kind(), _ -> new WorkloadStore<>(type, this));
    }

    /** Whether there is such a workload, annotated or not. */
    boolean has(Workload workload) {
        return Optional.ofNullable(stores.get(workload.kind()))
                .filter(store -> store.has(Cache.namespaceKeyFunc(workload.namespace(), workload.name())))
                .isPresent();
    }

    void remove(Workload workload) {
        catalog.remove(workload);
        states.remove(workload);
        orphans.due();
    }
}

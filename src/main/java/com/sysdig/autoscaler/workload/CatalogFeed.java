package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.catalog.Replicas;
import com.sysdig.autoscaler.policy.Workload;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jboss.logging.Logger;

/** Hands what the informers see to the catalog, as far as it is watched. */
@Singleton
final class CatalogFeed {
    private static final Logger LOG = Logger.getLogger(CatalogFeed.class);

    private final Catalog catalog;
    private final WatchedNamespaces namespaces;
    private final WorkloadStates states;
    private final OrphanWatch orphans;

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

    void remove(Workload workload) {
        catalog.remove(workload);
        states.remove(workload);
        orphans.due();
    }
}

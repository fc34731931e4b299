package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.policy.Workload;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The managed workloads that have no HorizontalPodAutoscaler of ours because of another one. Known to the leading replica. */
@Singleton
final class ForeignHpas {
    private final Set<Workload> workloads = ConcurrentHashMap.newKeySet();

    void put(Workload workload, boolean foreign) {
        if (foreign) {
            workloads.add(workload);
        } else {
            workloads.remove(workload);
        }
    }

    void remove(Workload workload) {
        workloads.remove(workload);
    }

    void clear() {
        workloads.clear();
    }

    int size() {
        return workloads.size();
    }
}

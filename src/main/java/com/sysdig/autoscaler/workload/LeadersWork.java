package com.sysdig.autoscaler.workload;

import jakarta.inject.Singleton;

/** What only the leading replica does and knows, beside the reconcilers. */
@Singleton
final class LeadersWork {
    private final WorkloadStates states;
    private final OrphanWatch orphans;

    LeadersWork(WorkloadStates states, OrphanWatch orphans) {
        this.states = states;
        this.orphans = orphans;
    }

    void begin() {
        orphans.leads(true);
    }

    void end() {
        orphans.leads(false);
        states.clear();
    }
}

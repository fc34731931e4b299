package com.sysdig.autoscaler.workload;

import jakarta.inject.Singleton;

/** What only the leading replica does and knows, beside the reconcilers. */
@Singleton
final class LeadersWork {
    private final ForeignHpas foreign;
    private final OrphanWatch orphans;

    LeadersWork(ForeignHpas foreign, OrphanWatch orphans) {
        this.foreign = foreign;
        this.orphans = orphans;
    }

    void begin() {
        orphans.leads(true);
    }

    void end() {
        orphans.leads(false);
        foreign.clear();
    }
}

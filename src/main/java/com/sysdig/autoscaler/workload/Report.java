package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.policy.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import jakarta.inject.Singleton;

/** What became of a decision, for people and for meters. */
@Singleton
final class Report {
    private final WorkloadEvents events;
    private final ForeignHpas foreign;

    Report(WorkloadEvents events, ForeignHpas foreign) {
        this.events = events;
        this.foreign = foreign;
    }

    void of(Workload workload, HasMetadata item, Decision decision) {
        foreign.put(workload, decision.tells(EventReason.FOREIGN_HPA));
        decision.notices().forEach(notice -> events.tell(item, notice));
    }

    void tell(HasMetadata item, Notice notice) {
        events.tell(item, notice);
    }
}

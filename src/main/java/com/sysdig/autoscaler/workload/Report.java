package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.workload.WorkloadStates.State;
import io.fabric8.kubernetes.api.model.HasMetadata;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** What became of a decision, for people and for meters. */
@Singleton
final class Report {
    private final WorkloadEvents events;
    private final WorkloadStates states;
    private final WorkloadMeters meters;

    Report(WorkloadEvents events, WorkloadStates states, WorkloadMeters meters) {
        this.events = events;
        this.states = states;
        this.meters = meters;
    }

    /** Runs a reconciliation and counts how long it took. */
    <T> T timed(WorkloadKind kind, Supplier<T> reconciliation) {
        return events.rush(() -> meters.timed(kind, reconciliation));
    }

    void of(Facts facts, HasMetadata item, Decision decision) {
        states.put(facts.workload(), states(facts, decision));
        decision.notices().forEach(notice -> events.tell(item, notice));
    }

    void tell(HasMetadata item, Notice notice) {
        events.tell(item, notice);
    }

    private static Set<State> states(Facts facts, Decision decision) {
        var states = EnumSet.noneOf(State.class);
        if (decision.tells(EventReason.FOREIGN_HPA)) {
            states.add(State.FOREIGN);
        }
        if (decision.tells(EventReason.NAME_CONFLICT)) {
            states.add(State.CONFLICT);
        }
        if (!facts.hpas(HpaClaim.ADOPTED).isEmpty()) {
            states.add(State.ADOPTED);
        }
        return states;
    }
}

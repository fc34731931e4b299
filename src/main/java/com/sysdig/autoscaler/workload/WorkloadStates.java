package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.policy.Workload;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How the managed workloads stand to HorizontalPodAutoscalers that are not of our making. Known to the leading replica. */
@Singleton
final class WorkloadStates {
    enum State {
        /** None of ours because of another one. */
        FOREIGN,
        /** None because of a workload of the other kind with the same name. */
        CONFLICT,
        /** One that was taken over. */
        ADOPTED
    }

    private final Map<Workload, Set<State>> states = new ConcurrentHashMap<>();

    void put(Workload workload, Set<State> now) {
        if (now.isEmpty()) {
            states.remove(workload);
        } else {
            states.put(workload, Set.copyOf(now));
        }
    }

    void remove(Workload workload) {
        states.remove(workload);
    }

    void clear() {
        states.clear();
    }

    long count(State state) {
        return states.values().stream().filter(now -> now.contains(state)).count();
    }
}

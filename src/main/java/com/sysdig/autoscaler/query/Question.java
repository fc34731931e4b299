package com.sysdig.autoscaler.query;

import com.sysdig.autoscaler.policy.Workload;

/** One number that is wanted from Sysdig. Equal questions are asked once. */
public sealed interface Question {
    /** The number of one workload's own series. */
    record OfWorkload(Workload workload, Shape shape) implements Question {}

    /**
     * A raw query.
     *
     * @param promql an instant vector, its variables replaced and its selectors held to where they may read
     * @param times tells how old the answer is
     */
    record OfQuery(String promql, SampleTimes times) implements Question {}

    /**
     * The number of the series that name an object.
     *
     * @param namespace whose series these are; empty for series of all namespaces
     */
    record OfObject(ObjectKind kind, String namespace, String name, Shape shape) implements Question {
        ObjectGroup group() {
            return new ObjectGroup(kind, namespace, shape);
        }
    }
}

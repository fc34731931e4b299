package com.sysdig.autoscaler.admission;

import org.jspecify.annotations.Nullable;

/** What the body of a request comes to. */
sealed interface Incoming {
    /**
     * A review of {@code admission.k8s.io/v1}.
     *
     * @param uid to be given back with the answer
     * @param resource with its group, {@code deployments.apps}
     * @param operation {@code CREATE}, {@code UPDATE}
     * @param object null where the review has none
     * @param adoptedBefore {@code scale-adopt} of the object that is stored now; empty without
     */
    record Review(
            String uid,
            String resource,
            String operation,
            @Nullable Submitted object,
            String adoptedBefore,
            Requester user)
            implements Incoming {}

    /**
     * No review that could be answered.
     *
     * @param why one line
     */
    record Unreadable(String why) implements Incoming {}
}

package com.sysdig.autoscaler.polling;

import com.sysdig.autoscaler.query.PlannedQuery;

/** Whose turn it is to ask, where several replicas share what Sysdig answers. */
@FunctionalInterface
public interface Turns {
    /** Never blocks. Asked at every tick about everything that is due. */
    Turn of(PlannedQuery query);

    enum Turn {
        OURS,
        /** Another replica asked, and its answers are in the store. */
        ANSWERED,
        /** It was asked, by another replica or by us, and failed; that says nothing about whether it would now. */
        FAILED,
        /** Another replica will ask. */
        WAITING
    }
}

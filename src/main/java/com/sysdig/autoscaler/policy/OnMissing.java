package com.sysdig.autoscaler.policy;

import java.time.Duration;

/** What a gap in the data does to the workload. */
public sealed interface OnMissing {
    /** The HorizontalPodAutoscaler gets an error and keeps its size. */
    record Hold() implements OnMissing {}

    /** The last good value for at most {@code limit} after it was taken, then hold. */
    record LastKnown(Duration limit) implements OnMissing {
        public LastKnown {
            if (!limit.isPositive()) {
                throw new IllegalArgumentException("last known for " + limit);
            }
        }
    }

    /** The last good value while it asks for more than there is, else hold. */
    record NeverDown() implements OnMissing {}

    /** Hold, with at least so many replicas after three missing polls in a row. */
    record AtLeast(int replicas) implements OnMissing {}
}

package com.sysdig.autoscaler.workload;

/** How a write ended; in lower case a label of our meters. */
enum WriteResult {
    DONE,
    /** Something changed meanwhile; tried again. */
    CONFLICT,
    /** The cluster does not want it. */
    REFUSED,
    FAILED
}

package com.sysdig.autoscaler.annotation;

/** What {@code scale-query} may read. */
public enum RawQueries {
    /** Every selector is held to the cluster and namespace of the workload. */
    NAMESPACED,
    /** All that the token may read. */
    ALLOWED,
    /** There are no raw queries. */
    DENIED
}

package com.sysdig.autoscaler.metricsapi.access;

/** What a request's credentials come to. */
sealed interface Authentication {
    record Known(Caller caller) implements Authentication {}

    /** Credentials that are no good: never the same as none. */
    record Refused(DenialReason reason, String detail) implements Authentication {}

    /** No credentials of the kind in question, or nobody to tell whether they are good. */
    record Absent() implements Authentication {}
}

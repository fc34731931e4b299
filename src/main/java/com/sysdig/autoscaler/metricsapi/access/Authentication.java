package com.sysdig.autoscaler.metricsapi.access;

/** What a request's credentials come to. */
sealed interface Authentication {
    record Known(Caller caller) implements Authentication {}

    record Refused(Reason reason, String detail) implements Authentication {}

    /** Appears unchanged in metrics and documentation. */
    enum Reason {
        /** The request came without a client certificate. */
        NO_CERTIFICATE,
        /** The API server has not told us yet whom its front proxy is signed by. */
        NO_TRUST,
        /** Not signed by the front proxy's authority, expired, or not for clients. */
        UNTRUSTED_CERTIFICATE,
        /** Signed by the front proxy's authority, but for somebody else. */
        NAME_NOT_ALLOWED,
        /** The front proxy did not say for whom it asks. */
        NO_USER
    }
}

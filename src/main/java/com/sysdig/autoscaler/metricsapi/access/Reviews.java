package com.sysdig.autoscaler.metricsapi.access;

/**
 * What only the API server knows. Both block until it has answered or the thread is interrupted; a failure of any kind,
 * also of our own rights, is the answer {@code Failed}, never an exception.
 */
interface Reviews {
    TokenAnswer review(String token);

    AccessAnswer review(Caller caller, Asked asked);

    /** Whose a token is. */
    sealed interface TokenAnswer {
        record Accepted(Caller caller) implements TokenAnswer {}

        record Rejected() implements TokenAnswer {}

        record Failed(String detail) implements TokenAnswer {}
    }

    /** Whether somebody may do something. */
    sealed interface AccessAnswer {
        record Allowed() implements AccessAnswer {}

        /** {@code reason} may be empty. */
        record Denied(String reason) implements AccessAnswer {}

        record Failed(String detail) implements AccessAnswer {}
    }
}

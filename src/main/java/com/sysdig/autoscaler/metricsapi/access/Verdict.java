package com.sysdig.autoscaler.metricsapi.access;

/** What becomes of a request. */
sealed interface Verdict {
    record Admitted(Caller caller) implements Verdict {}

    /** {@code detail} is for the log, {@code status} for the caller. */
    record Denied(DenialReason reason, Denial status, String detail) implements Verdict {}
}

package com.sysdig.autoscaler.sample;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a source did not answer.
 *
 * @param message what happened and what to do, one line, no secrets
 * @param retryAfter how long the source asked to be left alone
 */
public record SourceProblem(
        Reason reason, String message, @Nullable Duration retryAfter) {
    /** Appears unchanged in errors, events, metrics and documentation. */
    public enum Reason {
        /** No token, or one that Sysdig does not accept. */
        UNAUTHORIZED,
        /** The token may not read this. */
        FORBIDDEN,
        /** Sysdig's limit (429) or our own ceiling of requests per minute. */
        LIMITED,
        /** No connection, or it broke. */
        UNREACHABLE,
        TIMEOUT,
        /** Sysdig refuses the query itself. */
        REJECTED,
        /** Sysdig failed (5xx). */
        SERVER_ERROR,
        /** An answer that is not the Prometheus format. */
        BROKEN_ANSWER,
        /** A defect of our own. */
        INTERNAL
    }
}

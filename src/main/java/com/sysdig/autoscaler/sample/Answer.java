package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.quantity.Amount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one question came to in one round of polling. Only {@link Fresh} is a number that may be served. */
public sealed interface Answer {
    /** Time of evaluation of the query. */
    Instant at();

    record Fresh(Amount amount, Facts facts, Instant at) implements Answer {}

    /**
     * There are samples, but the newest of them is too old.
     *
     * @param newestSample null where it is older than the source looks back
     */
    record Stale(@Nullable Instant newestSample, Instant at) implements Answer {}

    /** Samples are coming in, but not yet enough of them for a number: a rate needs two. */
    record TooFew(Instant newestSample, Instant at) implements Answer {}

    /** The query succeeded and nothing was found: no number and no sample. */
    record Empty(Instant at) implements Answer {}

    /** More than one number. */
    record Ambiguous(int count, Instant at) implements Answer {}

    /**
     * A number that Kubernetes cannot take.
     *
     * @param value {@code NaN}, {@code +Inf}, {@code -3}
     */
    record NotANumber(String value, Instant at) implements Answer {}

    /** Sysdig warned that the number may be wrong. */
    record Doubtful(String warning, Instant at) implements Answer {}

    record Failed(SourceProblem problem, Instant at) implements Answer {}

    /**
     * What is known about a number beside its value; needed to tell less load from less data.
     *
     * @param samples of the best-covered series inside the window; null for raw queries, which have no window
     * @param newestSample time of the newest sample
     * @param pods how many pods reported within the last three sample intervals; null for raw queries and for series that
     *     name no pod
     * @param series how many series were read; null for raw queries
     */
    record Facts(
            @Nullable Long samples,
            Instant newestSample,
            @Nullable Long pods,
            @Nullable Long series) {}
}

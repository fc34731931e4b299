package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.quantity.Amount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one question came to in one round of polling. {@link Fresh} is a number that may be served; what {@link Partial}
 * holds may be less load or less data.
 */
public sealed interface Answer {
    /** Time of evaluation of the query. */
    Instant at();

    record Fresh(Amount amount, Facts facts, Instant at) implements Answer {
        /** Itself where they are the same, as they mostly are: both are held, for each workload. */
        Fresh with(Amount other, Facts others) {
            return other.equals(amount) && others.equals(facts) ? this : new Fresh(other, others, at);
        }
    }

    /**
     * A number below the last good one, which is not believed because a part of the data is missing. Made by {@link
     * History}, since no answer tells alone.
     *
     * @param since time of evaluation of the first of an unbroken row of such answers
     */
    record Partial(Fresh number, Lack lack, Instant since) implements Answer {
        @Override
        public Instant at() {
            return number.at();
        }
    }

    /** What a {@link Partial} answer lacks. */
    enum Lack {
        /** The window has a hole. */
        SAMPLES,
        /** Fewer pods report than before, although enough are ready. */
        PODS,
        /** They report again, but the window holds too little of them yet. */
        WINDOW
    }

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
     * @param expected how many samples the window should hold; null where {@code samples} is
     * @param newestSample time of the newest sample
     * @param pods how many pods reported within the last three sample intervals; null where none did, for raw queries and for
     *     series that name no pod
     * @param ready how many pods of the workload were ready when it was asked; null where that is not known
     * @param series how many series were read; null for raw queries
     */
    record Facts(
            @Nullable Long samples,
            @Nullable Long expected,
            Instant newestSample,
            @Nullable Long pods,
            @Nullable Long ready,
            @Nullable Long series) {
        /** With a full window. */
        public Facts(@Nullable Long samples, Instant newestSample, @Nullable Long pods, @Nullable Long series) {
            this(samples, samples, newestSample, pods, null, series);
        }

        /** Whether less than 80 % of the samples are there that the window should hold. */
        boolean hasHole() {
            return samples != null && expected != null && samples * 100 < expected * 80;
        }

        /** Of a number that was corrected for the samples that are not there. */
        Facts asIfComplete() {
            return new Facts(expected, expected, newestSample, pods, ready, series);
        }

        Facts withPods(@Nullable Long reporting, @Nullable Long readyOnes) {
            return new Facts(samples, expected, newestSample, reporting, readyOnes, series);
        }
    }
}

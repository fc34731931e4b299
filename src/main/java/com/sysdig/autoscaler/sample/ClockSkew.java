package com.sysdig.autoscaler.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far our clock is ahead of the source's, as its latest answer told. Questions name an instant, so that with clocks too
 * far apart they are about another time than now. Safe for use by several threads.
 */
public final class ClockSkew {
    /** An answer takes some seconds, and the source tells its time in whole ones. */
    private static final Duration NOT_WORTH_A_WORD = Duration.ofSeconds(15);

    private static final Duration TOO_FAR = Duration.ofSeconds(60);

    /** Zero until an answer told; written by whoever got one, the last one counts. */
    private volatile Duration ahead = Duration.ZERO;

    /** {@code theirs}: the source's time, when ours was {@code ours}. */
    public void heard(Instant theirs, Instant ours) {
        ahead = Duration.between(theirs, ours);
    }

    /** Negative where our clock is behind. */
    public Duration ahead() {
        return ahead;
    }

    /** With a clock this far behind, old samples look new; with one as far ahead, what is yet to come looks empty. */
    boolean isTooFar() {
        return ahead.abs().compareTo(TOO_FAR) > 0;
    }

    /** Empty where it does not matter. */
    Optional<String> text() {
        if (ahead.abs().compareTo(NOT_WORTH_A_WORD) <= 0) {
            return Optional.empty();
        }
        return Optional.of("our clock is %d s %s Sysdig's"
                .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of"));
    }
}

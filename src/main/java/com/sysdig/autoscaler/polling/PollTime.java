package com.sysdig.autoscaler.polling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The clock of the loop.
 *
 * @param ingestionDelay queries are evaluated this far in the past, because Sysdig needs time to take samples in
 */
public record PollTime(InstantSource clock, Duration ingestionDelay) {
    /** No query takes so long. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    Instant now() {
        return clock.instant();
    }

    /** For a query that is asked now; whole seconds, since Sysdig takes no others. */
    Instant ofEvaluation() {
        return clock.instant().minus(ingestionDelay).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether the clock was set while a query was asked that was evaluated then; where it was, {@code at} is no time of use. */
    boolean wasSetSince(Instant at) {
        var now = ofEvaluation();
        return now.isBefore(at) || now.isAfter(at.plus(LONGEST));
    }
}

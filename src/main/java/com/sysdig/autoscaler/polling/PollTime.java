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
    Instant now() {
        return clock.instant();
    }

    /** For a query that is asked now; whole seconds, since Sysdig takes no others. */
    Instant ofEvaluation() {
        return clock.instant().minus(ingestionDelay).truncatedTo(ChronoUnit.SECONDS);
    }
}

package com.sysdig.autoscaler.polling;

import java.time.Duration;

/**
 * The rhythm of asking.
 *
 * @param interval between two rounds
 * @param ingestionDelay queries are evaluated this far in the past
 * @param sampleInterval distance of samples in Sysdig
 */
public record PollSettings(Duration interval, Duration ingestionDelay, Duration sampleInterval) {
    /** How long an answer is of use. */
    public Duration longestUse() {
        return interval.multipliedBy(3);
    }
}

package com.sysdig.autoscaler.polling;

import java.time.Duration;

/**
 * The rhythm of asking.
 *
 * @param interval between two rounds
 * @param ingestionDelay queries are evaluated this far in the past
 * @param sampleInterval distance of samples in Sysdig
 */
public record PollSettings(Duration interval, Duration ingestionDelay, Duration sampleInterval) {}

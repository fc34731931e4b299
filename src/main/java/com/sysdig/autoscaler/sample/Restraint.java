package com.sysdig.autoscaler.sample;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the source told whoever asks it: another replica has to keep to it as well, should it ask next.
 *
 * @param pause nothing may be sent for so long; zero where something may
 * @param perMinute the limit that it told; null where it told none
 * @param part of the limit that is used after it said that it was too much: above 0, at most 1
 */
public record Restraint(Duration pause, @Nullable Integer perMinute, double part) {
    public Restraint {
        if (pause.isNegative() || (perMinute != null && perMinute < 0) || !(part > 0 && part <= 1)) {
            throw new IllegalArgumentException(pause + ", " + perMinute + " a minute, " + part);
        }
    }
}

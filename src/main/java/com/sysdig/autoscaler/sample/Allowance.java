package com.sysdig.autoscaler.sample;

import java.time.Duration;

/**
 * What a source may be asked.
 *
 * @param room so many queries now; 0 while there is none to be had
 * @param perMinute requests per minute that are allowed at present
 * @param closed the source asked to be left alone for so long; zero where it did not
 */
public record Allowance(int room, int perMinute, Duration closed) {
    public static final Allowance ENDLESS = new Allowance(Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** The source did not ask to be left alone. */
    public Allowance(int room, int perMinute) {
        this(room, perMinute, Duration.ZERO);
    }
}

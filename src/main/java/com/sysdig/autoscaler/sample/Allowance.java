package com.sysdig.autoscaler.sample;

/**
 * What a source may be asked.
 *
 * @param room so many queries now; 0 while there is none to be had
 * @param perMinute requests per minute that are allowed at present
 */
public record Allowance(int room, int perMinute) {
    public static final Allowance ENDLESS = new Allowance(Integer.MAX_VALUE, Integer.MAX_VALUE);
}

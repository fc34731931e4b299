package com.sysdig.autoscaler.query;

/**
 * One query in two wordings.
 *
 * @param text the usual one
 * @param untimed without {@code timestamp()}, for a source that refuses it; the same text where none is needed
 */
public record Promql(String text, String untimed) {
    /** A text that asks for no times. */
    public static Promql plain(String text) {
        return new Promql(text, text);
    }
}

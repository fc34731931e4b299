package com.sysdig.autoscaler.sysdig;

/** Text of others, made fit for a log line or an error message. */
final class OneLine {
    private static final int LENGTH = 240;

    private OneLine() {}

    static String of(String text) {
        var start = text.length() <= 4 * LENGTH ? text : text.substring(0, 4 * LENGTH);
        var line =
                start.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
        if (line.length() <= LENGTH) {
            return line;
        }
        var end = Character.isHighSurrogate(line.charAt(LENGTH - 1)) ? LENGTH - 1 : LENGTH;
        return line.substring(0, end) + "...";
    }
}

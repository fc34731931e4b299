package com.sysdig.autoscaler.cli;

/** Text out of files, which may be anything, made fit for a terminal and for a line of a log. */
final class OneLine {
    private static final int LONGEST = 600;

    private OneLine() {}

    static String of(String text) {
        var cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return cut.codePoints()
                .map(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE
                        ? '\uFFFD'
                        : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

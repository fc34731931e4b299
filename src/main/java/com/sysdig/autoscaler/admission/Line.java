package com.sysdig.autoscaler.admission;

/** Makes one line of what others wrote: control characters drop a warning silently, half characters cannot be sent. */
final class Line {
    private static final int LONGEST = 120;

    private Line() {}

    static String of(String text) {
        return of(text, LONGEST);
    }

    /** At most {@code longest} characters, and a mark where something was cut off. */
    static String of(String text, int longest) {
        return text.codePoints()
                        .limit(longest)
                        .map(Line::shown)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                + (text.codePointCount(0, text.length()) > longest ? "…" : "");
    }

    private static int shown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> ' ';
            case Character.SURROGATE -> '\uFFFD';
            default -> point;
        };
    }
}

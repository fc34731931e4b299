package com.sysdig.autoscaler.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a file between two lines that begin with {@code ---}, so that what is wrong in one document does not hide the
 * others. Such a line ends a document wherever it stands.
 */
record Chunk(int linesBefore, String text) {
    /** Those that hold something. */
    static List<Chunk> of(String text) {
        var chunks = new ArrayList<Chunk>();
        int start = 0;
        int startLine = 0;
        int line = 0;
        for (int at = next(text, 0); at < text.length(); at = next(text, at)) {
            line++;
            if (isMarker(text, at)) {
                add(chunks, startLine, text.substring(start, at));
                start = at;
                startLine = line;
            }
        }
        add(chunks, startLine, text.substring(start));
        return chunks;
    }

    private static void add(List<Chunk> chunks, int linesBefore, String text) {
        if (!text.lines().allMatch(Chunk::isNothing)) {
            chunks.add(new Chunk(linesBefore, isJson(text) ? withoutTabs(text) : text));
        }
    }

    private static boolean isJson(String text) {
        var content = text.stripLeading();
        return content.startsWith("{") || content.startsWith("[");
    }

    /** JSON may be indented by tabs, and the YAML parser refuses them. Those in strings stay. */
    private static String withoutTabs(String text) {
        var spaced = new StringBuilder(text);
        boolean inString = false;
        for (int i = 0; i < spaced.length(); i++) {
            switch (spaced.charAt(i)) {
                case '"' -> inString = !inString;
                case '\\' -> i += inString ? 1 : 0;
                case '\t' -> spaced.setCharAt(i, inString ? '\t' : ' ');
                default -> {}
            }
        }
        return spaced.toString();
    }

    /** Blank, a comment or a directive. */
    private static boolean isNothing(String line) {
        var content = line.strip();
        return content.isEmpty() || content.startsWith("#") || content.startsWith("%");
    }

    private static int next(String text, int from) {
        var end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }

    private static boolean isMarker(String text, int at) {
        return text.startsWith("---", at) && (at + 3 == text.length() || Character.isWhitespace(text.charAt(at + 3)));
    }
}

package com.sysdig.autoscaler.metricsapi;

/** Cuts the text of a label selector into words and signs, as Kubernetes does. Belongs to one thread. */
final class SelectorTokens {
    /** Behind the last token. */
    static final String END = "";

    private static final String SIGNS = "=!(),><";

    private final String text;
    private int position;

    SelectorTokens(String text) {
        this.text = text;
    }

    /** The next token, which stays the next one. */
    String peek() {
        var start = position;
        var token = next();
        position = start;
        return token;
    }

    String next() {
        while (position < text.length() && isSpace(text.charAt(position))) {
            position++;
        }
        if (position == text.length()) {
            return END;
        }
        var start = position;
        position += isSign(text.charAt(start)) ? signLength(start) : wordLength(start);
        return text.substring(start, position);
    }

    /** Whether a token is a word: a key, a value, {@code in} or {@code notin}. */
    static boolean isWord(String token) {
        return !token.isEmpty() && !isSign(token.charAt(0));
    }

    private int signLength(int start) {
        return text.startsWith("==", start) || text.startsWith("!=", start) ? 2 : 1;
    }

    private int wordLength(int start) {
        var end = start;
        while (end < text.length() && !isSign(text.charAt(end)) && !isSpace(text.charAt(end))) {
            end++;
        }
        return end - start;
    }

    private static boolean isSign(char character) {
        return SIGNS.indexOf(character) >= 0;
    }

    private static boolean isSpace(char character) {
        return character == ' ' || character == '\t' || character == '\r' || character == '\n';
    }
}

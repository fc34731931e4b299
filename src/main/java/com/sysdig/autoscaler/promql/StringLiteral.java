package com.sysdig.autoscaler.promql;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** String literals of PromQL: the escapes of Go in double and single quotes, none in back quotes. */
final class StringLiteral {

    private static final int REPLACEMENT = 0xFFFD;

    private StringLiteral() {}

    /** The text in double quotes. What is not plainly visible is escaped, so that it also survives logs and terminals. */
    static String quote(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            appendEscaped(quoted, text.codePointAt(at));
        }
        return quoted.append('"').toString();
    }

    private static void appendEscaped(StringBuilder quoted, int character) {
        switch (character) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
                if (isVisible(character)) {
                    quoted.appendCodePoint(character);
                } else {
                    quoted.append((character <= 0xFFFF ? "\\u%04x" : "\\U%08x").formatted(character));
                }
            }
        }
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            // Prometheus takes the character itself for a sign of bytes that are not UTF-8.
            default -> character != REPLACEMENT;
        };
    }

    /**
     * The text that a literal stands for; empty if its escapes do not make up Unicode text.
     *
     * @param literal a STRING token of the grammar, quotes included
     */
    static Optional<String> decode(String literal) {
        var inner = literal.substring(1, literal.length() - 1);
        if (literal.charAt(0) == '`' || inner.indexOf('\\') < 0) {
            return Optional.of(inner);
        }
        var bytes = new ByteArrayOutputStream();
        for (int at = 0; at < inner.length(); ) {
            int end = inner.charAt(at) == '\\' ? escapeEnd(inner, at) : plainEnd(inner, at);
            if (!append(bytes, inner.substring(at, end))) {
                return Optional.empty();
            }
            at = end;
        }
        return utf8(bytes.toByteArray());
    }

    private static int plainEnd(String inner, int start) {
        int end = inner.indexOf('\\', start);
        return end < 0 ? inner.length() : end;
    }

    private static int escapeEnd(String inner, int start) {
        return start
                + switch (inner.charAt(start + 1)) {
                    case 'x', '0', '1', '2', '3', '4', '5', '6', '7' -> 4;
                    case 'u' -> 6;
                    case 'U' -> 10;
                    default -> 2;
                };
    }

    /** Appends a run of plain characters or one escape; false if the escape has no meaning. */
    private static boolean append(ByteArrayOutputStream bytes, String part) {
        if (part.charAt(0) != '\\') {
            bytes.writeBytes(part.getBytes(StandardCharsets.UTF_8));
            return true;
        }
        return switch (part.charAt(1)) {
            case 'u', 'U' -> appendCharacter(bytes, Long.parseLong(part, 2, part.length(), 16));
            case 'x' -> appendByte(bytes, Integer.parseInt(part, 2, 4, 16));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> appendByte(bytes, Integer.parseInt(part, 1, 4, 8));
            default -> appendByte(bytes, shortEscape(part.charAt(1)));
        };
    }

    private static boolean appendCharacter(ByteArrayOutputStream bytes, long character) {
        if (character > Character.MAX_CODE_POINT || (character >= 0xD800 && character < 0xE000)) {
            return false;
        }
        bytes.writeBytes(Character.toString((int) character).getBytes(StandardCharsets.UTF_8));
        return true;
    }

    private static boolean appendByte(ByteArrayOutputStream bytes, int value) {
        bytes.write(value);
        return value <= 0xFF;
    }

    /** What a letter behind a backslash stands for; any other character stands for itself. */
    static int shortEscape(char letter) {
        return switch (letter) {
            case 'a' -> 0x07;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            default -> letter;
        };
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    static void requireUnicode(String text) {
        if (!UnicodeText.is(text)) {
            throw new IllegalArgumentException("not Unicode text: " + quote(text));
        }
    }
}

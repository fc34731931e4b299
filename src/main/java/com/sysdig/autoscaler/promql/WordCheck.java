package com.sysdig.autoscaler.promql;

import com.sysdig.autoscaler.promql.grammar.PromqlLexer;
import org.antlr.v4.runtime.Token;

/** Checks the words of a text one after the other, before anything is known of how they belong together. */
final class WordCheck {

    /**
     * How deep parentheses may nest. Each level takes some thirty frames of the stack: this many fit several times into the
     * smallest stack that threads are given, and are far more than people write.
     */
    static final int MAX_DEPTH = 32;

    private final Problems problems;
    private final boolean commentsAllowed;
    private int depth;

    WordCheck(Problems problems, boolean commentsAllowed) {
        this.problems = problems;
        this.commentsAllowed = commentsAllowed;
    }

    void check(Token token) {
        switch (token.getType()) {
            case PromqlLexer.STRAY -> problems.add(token, stray(token.getText()));
            case PromqlLexer.NUMBER -> checkNumber(token);
            case PromqlLexer.STRING -> checkString(token);
            case PromqlLexer.LEFT_PAREN -> checkDepth(token);
            case PromqlLexer.RIGHT_PAREN -> depth--;
            case PromqlLexer.COMMENT, PromqlLexer.BRACES_COMMENT, PromqlLexer.NEXT_COMMENT -> checkComment(token);
            default -> {}
        }
    }

    private static String stray(String text) {
        return switch (text) {
            case "\"", "'", "`" ->
                "unterminated quoted string, or one with an escape or a character that is not allowed in it";
            default -> "unexpected character: " + StringLiteral.quote(text);
        };
    }

    private void checkNumber(Token token) {
        boolean last = token.getStopIndex() == token.getInputStream().size() - 1;
        if (NumberText.value(token.getText()).isEmpty() || (last && NumberText.isRefusedAtEnd(token.getText()))) {
            problems.add(token, "bad number or duration: %s".formatted(StringLiteral.quote(token.getText())));
        }
    }

    private void checkString(Token token) {
        if (StringLiteral.decode(token.getText()).isEmpty()) {
            problems.add(token, "string is not Unicode text: %s".formatted(token.getText()));
        }
    }

    private void checkDepth(Token token) {
        if (++depth > MAX_DEPTH) {
            problems.add(token, "parentheses nest deeper than %d".formatted(MAX_DEPTH));
        }
    }

    private void checkComment(Token token) {
        if (!commentsAllowed) {
            problems.add(token, "comments are not allowed here");
        }
    }
}

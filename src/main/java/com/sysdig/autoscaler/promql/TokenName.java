package com.sysdig.autoscaler.promql;

import com.sysdig.autoscaler.promql.grammar.PromqlLexer;
import org.antlr.v4.runtime.Token;

/** What a message calls a word of a query. */
final class TokenName {

    private static final int LONGEST = 40;

    private TokenName() {}

    static String of(Token token) {
        return switch (token.getType()) {
            case Token.EOF -> "end of input";
            case PromqlLexer.IDENTIFIER, PromqlLexer.METRIC_IDENTIFIER, PromqlLexer.LABEL_NAME ->
                "identifier " + quoted(token);
            case PromqlLexer.NUMBER -> "number " + quoted(token);
            case PromqlLexer.STRING -> "string " + shortened(token.getText());
            default -> quoted(token);
        };
    }

    private static String quoted(Token token) {
        return StringLiteral.quote(shortened(token.getText()));
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }
}

package com.sysdig.autoscaler.promql;

import com.sysdig.autoscaler.promql.grammar.PromqlLexer;
import com.sysdig.autoscaler.promql.grammar.PromqlParser;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.QueryContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.ScopeContext;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Text to syntax tree: first the words, each for itself, then how they stand together. */
final class Grammar {

    private Grammar() {}

    static Parsed<QueryContext> query(String text) {
        return words(text, PromqlLexer.DEFAULT_MODE)
                .then(tokens -> parse(new PromqlParser(tokens), PromqlParser::query));
    }

    static Parsed<ScopeContext> scope(String text) {
        return words(text, PromqlLexer.BRACES).then(tokens -> parse(new PromqlParser(tokens), PromqlParser::scope));
    }

    private static Parsed<CommonTokenStream> words(String text, int mode) {
        if (!UnicodeText.is(text)) {
            return new Parsed.SyntaxError<>(0, "not Unicode text: it contains half of a surrogate pair");
        }
        var lexer = new PromqlLexer(CharStreams.fromString(text));
        lexer.pushMode(mode);
        var tokens = new CommonTokenStream(lexer);
        tokens.fill();
        var problems = new Problems();
        var check = new WordCheck(problems, mode == PromqlLexer.DEFAULT_MODE);
        tokens.getTokens().forEach(check::check);
        return problems.orValid(() -> tokens);
    }

    /** Reads checked words by a rule. */
    static <P extends Parser, T> Parsed<T> parse(P parser, Function<P, T> rule) {
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        try {
            return new Parsed.Valid<>(rule.apply(parser));
        } catch (ParseCancellationException cancelled) {
            var at = cancelled.getCause() instanceof RecognitionException recognition
                    ? recognition.getOffendingToken()
                    : parser.getCurrentToken();
            return new Parsed.SyntaxError<>(at.getStartIndex(), unexpected(at));
        }
    }

    private static String unexpected(Token at) {
        return at.getType() == Token.EOF && at.getTokenIndex() == 0
                ? "no expression found in input"
                : "unexpected " + TokenName.of(at);
    }
}

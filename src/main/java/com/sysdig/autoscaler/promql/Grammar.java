package com.sysdig.autoscaler.promql;

import com.sysdig.autoscaler.promql.grammar.PromqlLexer;
import com.sysdig.autoscaler.promql.grammar.PromqlParser;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.QueryContext;
import com.sysdig.autoscaler.promql.grammar.PromqlParser.ScopeContext;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Text to syntax tree: first the words, each for itself, then how they stand together. */
final class Grammar {

    private Grammar() {}

    static Parsed<QueryContext> query(String text) {
        return read(text, PromqlLexer.DEFAULT_MODE, PromqlParser::query);
    }

    static Parsed<ScopeContext> scope(String text) {
        return read(text, PromqlLexer.BRACES, PromqlParser::scope);
    }

    private static <T> Parsed<T> read(String text, int mode, Function<PromqlParser, T> rule) {
        if (!StringLiteral.isUnicode(text)) {
            return new Parsed.SyntaxError<>(0, "not Unicode text: it contains half of a surrogate pair");
        }
        var lexer = new PromqlLexer(CharStreams.fromString(text));
        lexer.pushMode(mode);
        var tokens = new CommonTokenStream(lexer);
        tokens.fill();
        var problems = new Problems();
        var words = new WordCheck(problems, mode == PromqlLexer.DEFAULT_MODE);
        tokens.getTokens().forEach(words::check);
        return switch (problems.orValid(() -> tokens)) {
            case Parsed.SyntaxError<CommonTokenStream>(int offset, String message) ->
                new Parsed.SyntaxError<>(offset, message);
            case Parsed.Valid<CommonTokenStream> _ -> parse(tokens, rule);
        };
    }

    private static <T> Parsed<T> parse(CommonTokenStream tokens, Function<PromqlParser, T> rule) {
        var parser = new PromqlParser(tokens);
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        try {
            return new Parsed.Valid<>(rule.apply(parser));
        } catch (ParseCancellationException cancelled) {
            return error(cancelled, parser);
        }
    }

    private static <T> Parsed<T> error(ParseCancellationException cancelled, PromqlParser parser) {
        var at = cancelled.getCause() instanceof RecognitionException recognition
                ? recognition.getOffendingToken()
                : parser.getCurrentToken();
        var problems = new Problems();
        if (at.getType() == Token.EOF && at.getTokenIndex() == 0) {
            problems.add(at, "no expression found in input");
        }
        problems.add(at, "unexpected %s".formatted(TokenName.of(at)));
        return problems.orValid(() -> {
            throw new IllegalStateException("no problem was reported");
        });
    }
}

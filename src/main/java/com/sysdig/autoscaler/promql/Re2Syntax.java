package com.sysdig.autoscaler.promql;

import com.sysdig.autoscaler.promql.grammar.Re2Lexer;
import com.sysdig.autoscaler.promql.grammar.Re2Parser;
import java.util.Optional;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;

/**
 * The regular expressions of Prometheus, RE2. They are read and never run here. Java's own would not do: it takes much that
 * RE2 refuses (look-around, back references, possessive quantifiers) and refuses some that RE2 takes ({@code (?P<name>x)},
 * {@code x{,2}} as plain text).
 *
 * <p>Stricter than Prometheus in two points: groups nest at most {@link WordCheck#MAX_DEPTH} deep, and flags that stand
 * alone cannot be repeated ({@code a(?i)*}).
 */
final class Re2Syntax {

    private static final String SPECIAL = "\\.+*?()|[]{}^$";

    private Re2Syntax() {}

    /** A regular expression that matches this text alone. */
    static String quote(String text) {
        var quoted = new StringBuilder();
        text.chars().forEach(character -> {
            if (SPECIAL.indexOf(character) >= 0) {
                quoted.append('\\');
            }
            quoted.append((char) character);
        });
        return quoted.toString();
    }

    /** What is wrong with a regular expression, if anything is. */
    static Optional<String> problem(String regex) {
        return switch (read(regex)) {
            case Parsed.Valid<Re2Shape> _ -> Optional.empty();
            case Parsed.SyntaxError<Re2Shape>(int _, String message) -> Optional.of(message);
        };
    }

    /** Whether a regular expression, anchored at both ends, matches the empty text; of one that is wrong: no. */
    static boolean matchesEmpty(String regex) {
        return read(regex) instanceof Parsed.Valid<Re2Shape>(var shape) && shape.matchesEmpty();
    }

    private static Parsed<Re2Shape> read(String regex) {
        return words(regex)
                .then(tokens -> Grammar.parse(new Re2Parser(tokens), Re2Parser::pattern))
                .then(Re2Check::of);
    }

    private static Parsed<CommonTokenStream> words(String regex) {
        var tokens = new CommonTokenStream(new Re2Lexer(CharStreams.fromString(regex)));
        tokens.fill();
        var problems = new Problems();
        var check = new Re2Words(problems);
        tokens.getTokens().forEach(check::check);
        return problems.orValid(() -> tokens);
    }
}

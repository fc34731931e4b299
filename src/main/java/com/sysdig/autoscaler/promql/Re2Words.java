package com.sysdig.autoscaler.promql;

import com.sysdig.autoscaler.promql.grammar.Re2Lexer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;

/** Checks the words of a regular expression one after the other: names of classes, escapes, how deep groups nest. */
final class Re2Words {

    private static final Pattern NAMED = Pattern.compile(
            "\\[:\\^?(alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):]");
    private static final Set<String> CATEGORIES = Set.of(
            "Any C Cc Cf Cn Co Cs L LC Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs"
                    .split(" "));
    private static final Set<String> SCRIPTS = Stream.of(Character.UnicodeScript.values())
            .filter(script -> script != Character.UnicodeScript.UNKNOWN)
            .map(script -> script == Character.UnicodeScript.SIGNWRITING ? "SignWriting" : capitalized(script.name()))
            .collect(Collectors.toUnmodifiableSet());

    private final Problems problems;
    private int depth;

    Re2Words(Problems problems) {
        this.problems = problems;
    }

    private static String capitalized(String name) {
        return Arrays.stream(name.split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("_"));
    }

    void check(Token token) {
        boolean good = switch (token.getType()) {
            case Re2Lexer.STRAY -> false;
            case Re2Lexer.NAMED_CLASS -> NAMED.matcher(token.getText()).matches();
            case Re2Lexer.UNICODE_CLASS -> isUnicodeClass(token.getText());
            case Re2Lexer.ESCAPE -> character(token.getText()) <= Character.MAX_CODE_POINT;
            default -> true;
        };
        if (!good) {
            problems.add(token, "%s is not supported".formatted(StringLiteral.quote(token.getText())));
        }
        checkDepth(token);
    }

    /** {@code \pL}, {@code \p{Greek}}, {@code \P{^Lu}}. */
    private static boolean isUnicodeClass(String text) {
        var name = text.substring(2)
                .replaceFirst("^\\{", "")
                .replaceFirst("}$", "")
                .replaceFirst("^\\^", "");
        return CATEGORIES.contains(name) || SCRIPTS.contains(name);
    }

    private void checkDepth(Token token) {
        switch (token.getType()) {
            case Re2Lexer.OPEN, Re2Lexer.OPEN_NAMED, Re2Lexer.OPEN_FLAGS -> depth++;
            case Re2Lexer.CLOSE -> depth--;
            default -> {}
        }
        if (depth > WordCheck.MAX_DEPTH) {
            problems.add(token, "groups nest deeper than %d".formatted(WordCheck.MAX_DEPTH));
        }
    }

    /** The code point of a character in a set, plain or escaped; of an escape out of range one beyond all. */
    static int character(String text) {
        if (text.charAt(0) != '\\' || text.length() == 1) {
            return text.codePointAt(0);
        }
        char kind = text.charAt(1);
        if (kind == 'x') {
            var digits = text.replaceAll("[\\\\x{}]", "").replaceFirst("^0+(?=.)", "");
            return digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits, 16);
        }
        if (kind >= '0' && kind <= '7') {
            return Integer.parseInt(text, 1, text.length(), 8);
        }
        return StringLiteral.shortEscape(kind);
    }
}

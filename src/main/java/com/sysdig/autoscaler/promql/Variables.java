package com.sysdig.autoscaler.promql;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values to put in the place of {@code $name}. */
record Variables(Map<String, String> values) {

    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)");
    /** An escaped character is passed over, so that an escaped dollar begins no variable. */
    private static final Pattern VARIABLE_IN_REGEX = Pattern.compile("\\\\.|" + VARIABLE.pattern(), Pattern.DOTALL);

    Variables {
        values = Map.copyOf(values);
        values.values().forEach(StringLiteral::requireUnicode);
    }

    static Variables none() {
        return new Variables(Map.of());
    }

    String inText(String text) {
        return text.indexOf('$') < 0
                ? text
                : VARIABLE.matcher(text).replaceAll(found -> replacement(found, UnaryOperator.identity()));
    }

    String inRegex(String regex) {
        return VARIABLE_IN_REGEX.matcher(regex).replaceAll(found -> replacement(found, Re2Syntax::quote));
    }

    private String replacement(MatchResult found, UnaryOperator<String> escape) {
        var value = found.group(1) == null ? null : values.get(found.group(1));
        return Matcher.quoteReplacement(value == null ? found.group() : escape.apply(value));
    }
}

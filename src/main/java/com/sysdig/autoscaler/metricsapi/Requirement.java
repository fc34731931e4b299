package com.sysdig.autoscaler.metricsapi;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One term of a label selector, valid once it exists.
 *
 * @param values none for the existence operators, one for comparisons, at least one for sets
 */
record Requirement(String key, Operator operator, SortedSet<String> values) {
    private static final int MAX_PREFIX = 253;
    private static final int MAX_NAME = 63;
    private static final Pattern PREFIX =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");

    enum Operator {
        EQUALS,
        NOT_EQUALS,
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST,
        GREATER_THAN,
        LESS_THAN
    }

    Requirement {
        values = new TreeSet<>(values);
        checkKey(key);
        for (var value : values) {
            checkValue(value);
        }
        if (operator == Operator.GREATER_THAN || operator == Operator.LESS_THAN) {
            checkWhole(values.first());
        }
    }

    private static void checkKey(String key) {
        var slash = key.indexOf('/');
        var prefix = slash < 0 ? "a" : key.substring(0, slash);
        var name = key.substring(slash + 1);
        if (prefix.length() > MAX_PREFIX || !PREFIX.matcher(prefix).matches() || !isName(name)) {
            throw new SelectorException("\"" + key + "\" is not a label key");
        }
    }

    private static void checkValue(String value) {
        if (!value.isEmpty() && !isName(value)) {
            throw new SelectorException("\"" + value + "\" is not a label value: at most " + MAX_NAME
                    + " letters, digits, '-', '_' and '.', beginning and ending with a letter or digit");
        }
    }

    private static void checkWhole(String value) {
        try {
            Long.parseLong(value);
        } catch (NumberFormatException _) {
            throw new SelectorException("for '>' and '<' the value must be a whole number, not \"" + value + "\"");
        }
    }

    private static boolean isName(String text) {
        return text.length() <= MAX_NAME && NAME.matcher(text).matches();
    }
}

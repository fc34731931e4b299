package com.sysdig.autoscaler.promql;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One condition on a label, as it stands between the braces of a selector. The metric name is a condition on
 * {@link #METRIC_NAME}.
 *
 * <p>Label and value are any Unicode text; a text with half a surrogate pair, which no query can carry, is refused with
 * {@link IllegalArgumentException}.
 */
public record Matcher(String label, Op op, String value) {

    /** The label that holds the metric name. */
    public static final String METRIC_NAME = "__name__";

    /** How the value of the label is compared. The two regular ones are anchored at both ends. */
    public enum Op {
        EQUAL("="),
        NOT_EQUAL("!="),
        REGEX("=~"),
        NOT_REGEX("!~");

        private final String text;

        Op(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        /** Whether the value is a regular expression (RE2). */
        public boolean regular() {
            return this == REGEX || this == NOT_REGEX;
        }
    }

    public Matcher {
        StringLiteral.requireUnicode(label);
        StringLiteral.requireUnicode(value);
    }

    public static Matcher equal(String label, String value) {
        return new Matcher(label, Op.EQUAL, value);
    }

    /**
     * The label has one of these literal values. Equal collections give equal matchers, whatever their order.
     *
     * @throws IllegalArgumentException if there are no values
     */
    public static Matcher oneOf(String label, Collection<String> values) {
        var sorted = values.stream().distinct().sorted().toList();
        return switch (sorted.size()) {
            case 0 -> throw new IllegalArgumentException("no values to match label " + label + " with");
            case 1 -> equal(label, sorted.getFirst());
            default ->
                new Matcher(
                        label, Op.REGEX, sorted.stream().map(Re2Syntax::quote).collect(Collectors.joining("|")));
        };
    }

    /**
     * The label has none of these literal values, or is not there. Equal collections give equal matchers.
     *
     * @throws IllegalArgumentException if there are no values
     */
    public static Matcher noneOf(String label, Collection<String> values) {
        var one = oneOf(label, values);
        return new Matcher(label, one.op() == Op.EQUAL ? Op.NOT_EQUAL : Op.NOT_REGEX, one.value());
    }

    /** As {@link PromqlQuery#withVariables} makes it in a query. */
    public Matcher withVariables(Map<String, String> values) {
        return with(new Variables(values));
    }

    Matcher with(Variables variables) {
        return new Matcher(
                variables.inText(label), op, op.regular() ? variables.inRegex(value) : variables.inText(value));
    }

    /** PromQL text that reads back as this matcher, whatever the value is. */
    public String text() {
        var name = Identifiers.isLabelName(label) ? label : StringLiteral.quote(label);
        return name + op.text() + StringLiteral.quote(value);
    }
}

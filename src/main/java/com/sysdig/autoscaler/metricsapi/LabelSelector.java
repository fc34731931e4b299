package com.sysdig.autoscaler.metricsapi;

import com.sysdig.autoscaler.metricsapi.Requirement.Operator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A label selector as text, {@code a=b,c in (d,e),!f}: the grammar of Kubernetes' {@code labels.Parse}, its odd corners
 * included ({@code in (,)} holds the empty value, {@code in} and {@code notin} are ordinary words elsewhere).
 */
record LabelSelector(List<Requirement> requirements) {
    LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** The empty text is the empty selector. */
    static ParsedSelector parse(String text) {
        try {
            return new ParsedSelector.Good(new LabelSelector(new Parser(new SelectorTokens(text)).requirements()));
        } catch (SelectorException e) {
            return new ParsedSelector.Malformed(e.fault());
        }
    }

    /** Keys and values, where every term says that a key has one value and no key is told two. */
    Optional<Map<String, String>> equalities() {
        var labels = new TreeMap<String, String>();
        for (var requirement : requirements) {
            if (requirement.operator() != Operator.EQUALS) {
                return Optional.empty();
            }
            var value = requirement.values().first();
            if (!value.equals(labels.merge(requirement.key(), value, (before, _) -> before))) {
                return Optional.empty();
            }
        }
        return Optional.of(Collections.unmodifiableMap(labels));
    }

    private record Parser(SelectorTokens tokens) {
        List<Requirement> requirements() {
            var requirements = new ArrayList<Requirement>();
            if (tokens.peek().isEmpty()) {
                return requirements;
            }
            requirements.add(requirement());
            while (!tokens.peek().isEmpty()) {
                expect(",", "',' or the end");
                requirements.add(requirement());
            }
            return requirements;
        }

        private Requirement requirement() {
            if (tokens.peek().equals("!")) {
                tokens.next();
                return new Requirement(word("a key"), Operator.DOES_NOT_EXIST, Collections.emptySortedSet());
            }
            var key = word("a key or '!'");
            var sign = tokens.peek();
            if (sign.isEmpty() || sign.equals(",")) {
                return new Requirement(key, Operator.EXISTS, Collections.emptySortedSet());
            }
            var operator = operator(tokens.next());
            var isSet = operator == Operator.IN || operator == Operator.NOT_IN;
            return new Requirement(key, operator, isSet ? set() : one());
        }

        private static Operator operator(String sign) {
            return switch (sign) {
                case "=", "==" -> Operator.EQUALS;
                case "!=" -> Operator.NOT_EQUALS;
                case "in" -> Operator.IN;
                case "notin" -> Operator.NOT_IN;
                case ">" -> Operator.GREATER_THAN;
                case "<" -> Operator.LESS_THAN;
                default -> throw found(sign, "in, notin, =, ==, !=, > or <");
            };
        }

        /** What stands behind a comparison: a value, or nothing, which is the empty value. */
        private SortedSet<String> one() {
            var token = tokens.peek();
            var value = token.isEmpty() || token.equals(",") ? "" : word("a value");
            return new TreeSet<>(List.of(value));
        }

        private SortedSet<String> set() {
            expect("(", "'('");
            var values = new TreeSet<String>();
            do {
                values.add(SelectorTokens.isWord(tokens.peek()) ? tokens.next() : "");
            } while (goesOn());
            return values;
        }

        private boolean goesOn() {
            var token = tokens.next();
            if (!token.equals(",") && !token.equals(")")) {
                throw found(token, "',' or ')'");
            }
            return token.equals(",");
        }

        private String word(String expected) {
            var token = tokens.next();
            if (!SelectorTokens.isWord(token)) {
                throw found(token, expected);
            }
            return token;
        }

        private void expect(String sign, String expected) {
            var token = tokens.next();
            if (!token.equals(sign)) {
                throw found(token, expected);
            }
        }

        private static SelectorException found(String token, String expected) {
            return new SelectorException(
                    "found " + (token.isEmpty() ? "the end" : "'" + token + "'") + ", expected " + expected);
        }
    }
}

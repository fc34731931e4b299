package com.sysdig.autoscaler.promql;

import com.sysdig.autoscaler.promql.grammar.PromqlParser.SelectorContext;

/** Checks a selector: regular expressions, one name, and that it does not select everything. */
final class SelectorCheck {

    private final Problems problems;

    SelectorCheck(Problems problems) {
        this.problems = problems;
    }

    void check(SelectorContext selector) {
        if (selector.labelMatchers() != null) {
            selector.labelMatchers().labelMatcher().stream()
                    .filter(condition -> condition.matcher() != null)
                    .forEach(condition -> MatcherReader.check(condition.matcher(), problems));
        }
        var matchers = MatcherReader.read(selector);
        if (selector.metricName() != null) {
            matchers.stream()
                    .skip(1)
                    .filter(matcher -> matcher.label().equals(Matcher.METRIC_NAME))
                    .forEach(matcher -> problems.add(
                            selector.getStart(),
                            "metric name must not be set twice: %s or %s"
                                    .formatted(
                                            StringLiteral.quote(
                                                    matchers.getFirst().value()),
                                            StringLiteral.quote(matcher.value()))));
        } else if (matchers.stream().allMatch(SelectorCheck::matchesEmpty)) {
            problems.add(selector.getStart(), "vector selector must contain at least one non-empty matcher");
        }
    }

    private static boolean matchesEmpty(Matcher matcher) {
        return switch (matcher.op()) {
            case EQUAL -> matcher.value().isEmpty();
            case NOT_EQUAL -> !matcher.value().isEmpty();
            case REGEX -> Re2Syntax.matchesEmpty(matcher.value());
            case NOT_REGEX -> !Re2Syntax.matchesEmpty(matcher.value());
        };
    }
}

package com.sysdig.autoscaler.promql;

import com.sysdig.autoscaler.promql.grammar.PromqlParser.ScopeContext;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Conditions that narrow a selector, all of which must hold: sorted and without doubles, so that scopes that mean the same
 * are equal however they were written.
 */
public record Scope(List<Matcher> matchers) {

    private static final Scope NONE = new Scope(List.of());

    public Scope {
        matchers = matchers.stream()
                .distinct()
                .sorted(Comparator.comparing(Matcher::text))
                .toList();
    }

    /** No conditions. */
    public static Scope none() {
        return NONE;
    }

    /**
     * Reads matchers as they stand between braces: at least one, without the braces, without comments, without a comma at
     * the end. Any label is accepted.
     */
    public static Parsed<Scope> parse(String text) {
        return Grammar.scope(text).then(Scope::checked);
    }

    private static Parsed<Scope> checked(ScopeContext tree) {
        var problems = new Problems();
        tree.matcher().forEach(matcher -> MatcherReader.check(matcher, problems));
        return problems.orValid(
                () -> new Scope(tree.matcher().stream().map(MatcherReader::read).toList()));
    }

    /** The matchers as they stand between the braces of a selector; empty text for no conditions. */
    public String text() {
        return matchers.stream().map(Matcher::text).collect(Collectors.joining(","));
    }
}

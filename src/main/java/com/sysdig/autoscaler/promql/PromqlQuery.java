package com.sysdig.autoscaler.promql;

import com.sysdig.autoscaler.promql.grammar.PromqlParser.QueryContext;
import java.util.List;
import java.util.Map;

/**
 * A PromQL query that Prometheus 3 accepts (functions, aggregations and operators that it calls experimental are not).
 * Queries are equal if their {@link #canonicalText()} is.
 *
 * <p>Stricter than Prometheus in three points: parentheses nest at most 100 deep, strings must be
 * Unicode text ({@code "\xff"} is not), and the query must be so, too.
 */
public final class PromqlQuery {

    private final String text;
    private final QueryContext tree;
    private final ValueType type;
    private final String canonicalText;

    private PromqlQuery(String text, QueryContext tree, ValueType type) {
        this.text = text;
        this.tree = tree;
        this.type = type;
        this.canonicalText = CanonicalText.of(tree);
    }

    public static Parsed<PromqlQuery> parse(String text) {
        return Grammar.query(text)
                .then(tree -> TypeCheck.of(tree).then(type -> new Parsed.Valid<>(new PromqlQuery(text, tree, type))));
    }

    public ValueType type() {
        return type;
    }

    /** The query as it was given; of a changed query the canonical text. */
    public String text() {
        return text;
    }

    /**
     * The query without comments, with spaces, quotes, case of keywords, place of {@code by} and order of matchers made
     * uniform. Prometheus reads it as it reads {@link #text()}.
     */
    public String canonicalText() {
        return canonicalText;
    }

    /** Every selector in it, those within subqueries too, in the order of the text. */
    public List<Selector> selectors() {
        return SelectorReader.of(tree);
    }

    /**
     * Whether the query yields one number as far as its text tells: a scalar, an aggregation without labels to group by, or
     * one made of such by operators and functions. What it says no to may still yield one number.
     */
    public boolean yieldsOneNumber() {
        return (type == ValueType.SCALAR || type == ValueType.INSTANT_VECTOR) && new OneNumber().visit(tree);
    }

    /**
     * The query with these matchers in every selector, those within subqueries too. A selector that has exactly such a
     * matcher already is left as it is; any other matcher on one of their labels is a conflict, also beside the right one.
     *
     * @param required with {@link Matcher.Op#EQUAL}, one per label
     */
    public Narrowed withRequiredMatchers(List<Matcher> required) {
        for (var selector : selectors()) {
            for (var given : selector.matchers()) {
                for (var wanted : required) {
                    if (given.label().equals(wanted.label()) && !given.equals(wanted)) {
                        return new Narrowed.Conflict(given, wanted);
                    }
                }
            }
        }
        return new Narrowed.Query(reread(CanonicalText.narrowed(tree, required)));
    }

    /**
     * The query with variables replaced inside quoted strings, escaped so that a value cannot leave its quotes; in the
     * values of {@code =~} and {@code !~} also escaped as a regular expression. A variable is a {@code $} and the longest
     * identifier behind it: {@code $namespaceX} is not {@code $namespace}. Names that are not given, and a {@code $} that a
     * regular expression escapes ({@code \$}), are left alone.
     *
     * @param values by name without the {@code $}
     * @return an error if a replaced value spoils the query (say as the end of a range in a regular expression); its offset
     *     is that in the changed text
     */
    public Parsed<PromqlQuery> withVariables(Map<String, String> values) {
        var replaced = CanonicalText.replaced(tree, new Variables(values));
        return replaced.equals(canonicalText) ? new Parsed.Valid<>(this) : parse(replaced);
    }

    private static PromqlQuery reread(String changed) {
        return switch (parse(changed)) {
            case Parsed.Valid<PromqlQuery>(var query) -> query;
            case Parsed.SyntaxError<PromqlQuery>(int offset, String message) ->
                throw new IllegalStateException(
                        "our own query is wrong at %d: %s: %s".formatted(offset, message, changed));
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PromqlQuery query && canonicalText.equals(query.canonicalText);
    }

    @Override
    public int hashCode() {
        return canonicalText.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}

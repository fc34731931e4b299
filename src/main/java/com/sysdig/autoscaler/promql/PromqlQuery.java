package com.sysdig.autoscaler.promql;

import com.sysdig.autoscaler.promql.grammar.PromqlParser.QueryContext;
import java.util.List;
import java.util.Map;

/**
 * A PromQL query that Prometheus 3 accepts (functions and aggregations that it calls experimental are not). Queries are
 * equal if their {@link #canonicalText()} is.
 *
 * <p>Stricter than Prometheus in four points: the query and each of its strings must be Unicode text ({@code "\xff"} is none);
 * parentheses, and groups of a regular expression, nest at most 32 deep; a regular expression cannot repeat flags that
 * stand alone ({@code a(?i)*}).
 *
 * <p>Keeps texts and not the syntax tree, which is a hundred times as large and is read again when a query is changed.
 */
public final class PromqlQuery {

    private final String text;
    private final ValueType type;
    private final String canonicalText;
    private final List<Selector> selectors;
    private final boolean oneNumber;

    private PromqlQuery(String text, ValueType type, QueryContext tree) {
        this.text = text;
        this.type = type;
        this.canonicalText = CanonicalText.of(tree);
        this.selectors = SelectorReader.of(tree);
        this.oneNumber = OneNumber.of(type, tree);
    }

    public static Parsed<PromqlQuery> parse(String text) {
        return Grammar.query(text)
                .then(tree -> TypeCheck.of(tree).then(type -> new Parsed.Valid<>(new PromqlQuery(text, type, tree))));
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
        return selectors;
    }

    /**
     * Whether the query yields one number as far as its text tells: a scalar, an aggregation without labels to group by, or
     * one made of such by operators and functions. What it says no to may still yield one number.
     */
    public boolean yieldsOneNumber() {
        return oneNumber;
    }

    /**
     * The query with these matchers in every selector, those within subqueries too. A selector that has exactly such a
     * matcher already is left as it is; any other matcher on one of their labels is a conflict, also beside the right one.
     * Variables must have been replaced before: a value can make the name of a label.
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
        return new Narrowed.Query(ours(parse(CanonicalText.narrowed(tree(), required))));
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
     * @throws IllegalArgumentException if a value has half a surrogate pair
     */
    public Parsed<PromqlQuery> withVariables(Map<String, String> values) {
        var replaced = CanonicalText.replaced(tree(), new Variables(values));
        return replaced.equals(canonicalText) ? new Parsed.Valid<>(this) : parse(replaced);
    }

    private QueryContext tree() {
        return ours(Grammar.query(canonicalText));
    }

    /** What was parsed from text that we wrote. */
    private static <T> T ours(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Valid<T>(var value) -> value;
            case Parsed.SyntaxError<T>(int offset, String message) ->
                throw new IllegalStateException("a query of our own is wrong at %d: %s".formatted(offset, message));
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

package com.sysdig.autoscaler.promql;

import static com.sysdig.autoscaler.promql.Given.query;
import static com.sysdig.autoscaler.promql.Given.scope;
import static com.sysdig.autoscaler.promql.Given.valid;
import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.promql.Matcher.Op;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EscapingPropertiesTest {

    private static final Matcher REQUIRED = Matcher.equal("ns", "shop\"'`\\");

    /** Any Unicode text, thick with what means something in PromQL, and pieces of queries. */
    @Provide
    static Arbitrary<String> texts() {
        var characters = Arbitraries.oneOf(
                Arbitraries.of(
                                '"', '\'', '`', '\\', '\n', '\r', '\0', '{', '}', '#', '$', ',', '=', '~', 'x', '1',
                                '\uFFFD')
                        .map(String::valueOf),
                Arbitraries.integers()
                        .between(0, Character.MAX_CODE_POINT)
                        .filter(code -> code < 0xD800 || code > 0xDFFF)
                        .map(Character::toString));
        return characters.list().ofMaxSize(20).map(parts -> String.join("", parts));
    }

    @Provide
    static Arbitrary<Matcher> matchers() {
        return texts().flatMap(label -> Arbitraries.of(Op.EQUAL, Op.NOT_EQUAL)
                .flatMap(op -> texts().map(value -> new Matcher(label, op, value))));
    }

    /** Words of PromQL in any order: most are no query, some are, and those have selectors. */
    @Provide
    static Arbitrary<String> words() {
        var words = """
                foo { } ns = =~ != "shop" 'x' ` " \\ , ( ) [5m] [5m:] + or unless sum by (foo) rate offset 5m @ end() 1
                {a="b"} {"foo"} on(a) group_left - vector(0) \\x6e\\x73 [ ] $ns #
                """;
        return Arbitraries.of(words.split("\\s+"))
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join(" ", parts).replace("#", "# x\n"));
    }

    /** Queries that are valid. */
    @Provide
    static Arbitrary<String> queries() {
        var selectors = Arbitraries.of(
                "foo", "foo{}", "foo{a=\"}\"}", "{\"x\"}", "{a=~'b.+',}", "foo{# \"\na=`b`}", "by", "foo{ns!=\"\"}");
        var leaves =
                selectors.flatMap(selector -> Arbitraries.of("%s", "%s offset 5m", "rate(%s[5m])", "sum by (a) (%s)")
                        .map(form -> form.formatted(selector)));
        return Arbitraries.recursive(
                () -> leaves,
                inner -> inner.flatMap(left -> inner.flatMap(right -> Arbitraries.of(
                                "(%s) or %s", "max_over_time((%s + %s)[1h:])", "-%2$s unless # {\n %1$s", "(%s)^(%s)")
                        .map(form -> form.formatted(left, right)))),
                0,
                3);
    }

    @Property
    void noValueLeavesItsQuotes(@ForAll("matchers") Matcher matcher) {
        assertThat(scope(matcher.text()).matchers()).containsExactly(matcher);
        assertThat(query("foo{" + matcher.text() + "}").selectors().getFirst().matchers())
                .containsExactly(Matcher.equal(Matcher.METRIC_NAME, "foo"), matcher);
    }

    @Property
    void noNameLeavesItsAlternation(@ForAll("texts") String name) {
        var matcher = Matcher.oneOf("name", List.of(name, "web"));

        assertThat(scope(matcher.text()).matchers()).containsExactly(matcher);
        assertThat(java.util.regex.Pattern.matches(matcher.value(), name) || matcher.op() == Op.EQUAL)
                .isTrue();
    }

    @Property
    void noVariableLeavesItsQuotes(@ForAll("texts") String value) {
        for (var quoted : List.of("\"<$v>\"", "'<$v>'", "`<$v>`")) {
            var replaced =
                    valid(query("foo{a=" + quoted + ",b=~" + quoted + "}").withVariables(Map.of("v", value)));

            assertThat(replaced.selectors().getFirst().matchers())
                    .containsExactly(
                            Matcher.equal(Matcher.METRIC_NAME, "foo"),
                            Matcher.equal("a", "<" + value + ">"),
                            new Matcher("b", Op.REGEX, "<" + Re2Syntax.quote(value) + ">"));
        }
    }

    @Property
    void noQueryEscapesTheRequiredMatchers(@ForAll("queries") String text) {
        assertNarrowed(query(text));
    }

    @Property
    void noOrderOfWordsEscapesTheRequiredMatchers(@ForAll("words") String text) {
        if (PromqlQuery.parse(text) instanceof Parsed.Valid<PromqlQuery>(var query)) {
            assertNarrowed(query);
            assertThat(query(query.canonicalText())).isEqualTo(query);
        }
    }

    private static void assertNarrowed(PromqlQuery query) {
        switch (query.withRequiredMatchers(List.of(REQUIRED))) {
            case Narrowed.Query(var narrowed) -> {
                var reread = query(narrowed.text()).selectors();
                assertThat(reread)
                        .hasSameSizeAs(query.selectors())
                        .allSatisfy(selector -> assertThat(selector.matchers())
                                .filteredOn(matcher -> matcher.label().equals("ns"))
                                .containsOnly(REQUIRED));
            }
            case Narrowed.Conflict(var given, var required) -> {
                assertThat(required).isEqualTo(REQUIRED);
                assertThat(given.label()).isEqualTo("ns");
                assertThat(given).isNotEqualTo(REQUIRED);
            }
        }
    }

    @Property
    void noScopeEscapesItsBraces(@ForAll("words") String text) {
        if (Scope.parse(text) instanceof Parsed.Valid<Scope>(var scope)) {
            assertThat(query("foo{" + scope.text() + "," + REQUIRED.text() + "}")
                            .selectors())
                    .hasSize(1)
                    .allSatisfy(selector -> assertThat(selector.matchers()).contains(REQUIRED));
        }
    }

    @Property
    void anyTextHasAResult(@ForAll String text) {
        assertThat(PromqlQuery.parse(text)).isNotNull();
        assertThat(Scope.parse(text)).isNotNull();
    }

    @Property
    void anyTextInARegularExpressionHasAResult(@ForAll("texts") String text) {
        assertThat(Scope.parse("a=~" + StringLiteral.quote(text))).isNotNull();
    }
}

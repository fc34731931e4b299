package com.sysdig.autoscaler.promql;

import static com.sysdig.autoscaler.promql.Given.error;
import static com.sysdig.autoscaler.promql.Given.query;
import static com.sysdig.autoscaler.promql.Given.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {

    private static final Map<String, String> VALUES = Map.of(
            "namespace", "shop",
            "workload", "web.front",
            "cluster", "a\"b`c'd\\e\n$namespace");

    private static String replaced(String text) {
        return valid(query(text).withVariables(VALUES)).text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '´',
            value = {
                "foo{ns=\"$namespace\"} → foo{ns=\"shop\"}",
                "foo{ns='x-$namespace-y'} → foo{ns=\"x-shop-y\"}",
                "foo{ns=`$namespace`} → foo{ns=\"shop\"}",
                "foo{ns=\"$$namespace$workload\"} → foo{ns=\"$shopweb.front\"}",
                "{\"$workload.requests\",\"$namespace\"=\"x\"} → {\"web.front.requests\",shop=\"x\"}",
                "sum by (\"$namespace\") (foo) → sum by (\"shop\") (foo)",
                "label_replace(foo, \"a\", \"$1-$namespace\", \"b\", \"\") → label_replace(foo, \"a\", \"$1-shop\", \"b\", \"\")",
            })
    void areReplacedInQuotedStrings(String text, String expected) {
        assertThat(replaced(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '´',
            value = {
                "foo{w=~\"$workload-.*\"} → foo{w=~\"web\\\\.front-.*\"}",
                "foo{w!~'$workload'} → foo{w!~\"web\\\\.front\"}",
                "foo{w!=\"$workload\"} → foo{w!=\"web.front\"}",
                "foo{w=~\"\\\\$workload|x$\"} → foo{w=~\"\\\\$workload|x$\"}",
                "foo{w=~\"\\\\\\\\$namespace\"} → foo{w=~\"\\\\\\\\shop\"}",
            })
    void areEscapedInRegularExpressions(String text, String expected) {
        assertThat(replaced(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"$namespaceX", "$namespace_1", "$kind", "$Namespace", "$1", "$", "${namespace}", "namespace"})
    void areOnlyTheLongestNamesThatAreGiven(String text) {
        assertThat(replaced("foo{a=\"" + text + "\"}")).isEqualTo("foo{a=\"" + text + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {"foo{a=\"$cluster\"}", "foo{a='$cluster'}", "foo{a=`$cluster`}"})
    void cannotLeaveAnyKindOfQuotes(String text) {
        assertThat(valid(query(text).withVariables(VALUES))
                        .selectors()
                        .getFirst()
                        .matchers())
                .containsExactly(Matcher.equal("__name__", "foo"), Matcher.equal("a", "a\"b`c'd\\e\n$namespace"));
    }

    @Test
    void areNotReplacedInAReplacedValue() {
        assertThat(replaced("foo{a=\"$cluster\"}")).contains("$namespace");
    }

    @Test
    void leaveAQueryWithoutThemAsItIs() {
        var query = query("foo{a='b'} # $namespace");

        assertThat(valid(query.withVariables(VALUES))).isSameAs(query);
    }

    @Test
    void areAnErrorWhereTheirValueSpoilsTheQuery() {
        var query = query("foo{a=~\"[!-$namespace]\"}");

        assertThat(error(query.withVariables(Map.of("namespace", " a"))).message())
                .startsWith("error parsing regexp: invalid character class range");
    }

    @Test
    void refuseAValueThatNoQueryCanCarry() {
        assertThatIllegalArgumentException().isThrownBy(() -> query("foo").withVariables(Map.of("cluster", "\ud800")));
    }
}

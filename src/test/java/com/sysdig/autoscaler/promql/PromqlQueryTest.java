package com.sysdig.autoscaler.promql;

import static com.sysdig.autoscaler.promql.Given.error;
import static com.sysdig.autoscaler.promql.Given.query;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromqlQueryTest {

    @ParameterizedTest
    @CsvSource({
        "1 + 2 * time(), SCALAR",
        "-scalar(foo), SCALAR",
        "foo > 1, INSTANT_VECTOR",
        "sum by (a) (rate(foo[5m])), INSTANT_VECTOR",
        "vector(1), INSTANT_VECTOR",
        "foo[5m], RANGE_VECTOR",
        "(foo[5m:1m]), RANGE_VECTOR",
        "\"foo\", STRING",
    })
    void knowsItsType(String text, ValueType type) {
        assertThat(query(text).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '´',
            value = {
                "´´ → 0 → no expression found in input",
                "foo + → 5 → unexpected end of input",
                "foo bar → 4 → unexpected identifier \"bar\"",
                "é → 0 → unexpected character: \"é\"",
                "sum(foo)) → 8 → unexpected \")\"",
                "\"😀\" + 5x → 6 → bad number or duration: \"5x\"",
                "foo{a=\"b} → 6 → unterminated quoted string",
                "rate(foo) → 5 → expected type range vector in call to function \"rate\", got instant vector",
                "rate() → 0 → expected 1 argument(s) in call to \"rate\", got 0",
                "round(foo, 1, 2) → 0 → expected at most 2 argument(s) in call to \"round\", got 3",
                "label_join(foo) → 0 → expected at least 3 argument(s) in call to \"label_join\", got 1",
                "nope(foo) → 0 → unknown function with name \"nope\"",
                "info(foo) → 0 → function \"info\" is not enabled",
                "1 == 2 → 2 → comparisons between scalars must use BOOL modifier",
                "1 and 2 → 2 → set operator \"and\" not allowed in binary scalar expression",
                "{a=~\".*\"} → 0 → vector selector must contain at least one non-empty matcher",
                "foo{__name__=\"bar\"} → 0 → metric name must not be set twice: \"foo\" or \"bar\"",
                "sum(foo)[5m] → 8 → ranges only allowed for vector selectors",
                "foo[0] → 4 → duration must be greater than 0",
                "{a=~\"(?=b)\"} → 4 → error parsing regexp: \"(?\" is not supported",
            })
    void saysWhereAndWhatIsWrong(String text, int offset, String message) {
        var error = error(PromqlQuery.parse(text));

        assertThat(error.message()).startsWith(message);
        assertThat(error.offset()).isEqualTo(offset);
    }

    @Test
    void shortensALongWordInAMessage() {
        assertThat(error(PromqlQuery.parse("foo " + "x".repeat(5000))).message())
                .isEqualTo("unexpected identifier \"" + "x".repeat(40) + "…\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo{a=\"\\xff\"}", "\ud800", "foo{a=\"\udc00\"}", "foo # \ud800"})
    void refusesWhatIsNotUnicode(String text) {
        assertThat(error(PromqlQuery.parse(text)).message()).contains("not Unicode text");
    }

    @Test
    void boundsHowDeepParenthesesNest() {
        assertThat(query("(".repeat(32) + "foo" + ")".repeat(32)).type()).isEqualTo(ValueType.INSTANT_VECTOR);

        var error = error(PromqlQuery.parse("abs(".repeat(2000) + "foo" + ")".repeat(2000)));
        assertThat(error.message()).isEqualTo("parentheses nest deeper than 32");
        assertThat(error.offset()).isEqualTo(131);
    }

    @Test
    void needsLittleStackForTheDeepestNesting() throws InterruptedException {
        var deepest = "sum by (a) (".repeat(32) + "foo" + ") ^ 1".repeat(32);
        var result = new AtomicReference<Parsed<PromqlQuery>>();
        var thread = new Thread(null, () -> result.set(PromqlQuery.parse(deepest)), "little stack", 256 * 1024);

        thread.start();
        thread.join();

        assertThat(result.get()).isInstanceOf(Parsed.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo + ", "foo ^ ", "foo or ", "- ", "a and on(b) ", "1 - -"})
    void takesLongChainsOfOperators(String link) {
        assertThat(query(link.repeat(8000 / link.length()) + "foo").selectors()).isNotEmpty();
    }

    @Test
    void boundsHowDeepGroupsOfARegularExpressionNest() {
        var regex = "(".repeat(3000) + "a" + ")".repeat(3000);

        assertThat(error(PromqlQuery.parse("foo{a=~\"" + regex + "\"}")).message())
                .isEqualTo("error parsing regexp: groups nest deeper than 32");
    }

    @Test
    void keepsTheTextAsItWasGiven() {
        assertThat(query(" foo # here\n").text()).isEqualTo(" foo # here\n");
    }

    @Test
    void isEqualIfItAsksTheSame() {
        assertThat(query("SUM(rate(foo{b='x',a=\"y\",}[5m])) BY (c) # total"))
                .isEqualTo(query("sum by(c)(rate(foo{a=\"y\",b=\"x\"}[5m]))"))
                .hasSameHashCodeAs(query("sum by(c)(rate(foo{a=\"y\",b=\"x\"}[5m]))"))
                .isNotEqualTo(query("sum by(d)(rate(foo{a=\"y\",b=\"x\"}[5m]))"));
    }
}

package com.sysdig.autoscaler.promql;

import static com.sysdig.autoscaler.promql.Given.query;
import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.promql.Matcher.Op;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorsTest {

    @Test
    void areFoundEverywhereInTheOrderOfTheText() {
        assertThat(query("max_over_time((a + b{x=\"y\"})[1h:5m]) / on (z) (c[5m] offset 1d > 1 and -d) or {\"e\"}"
                                .replace("c[5m] offset 1d", "rate(c[5m] offset 1d)"))
                        .selectors())
                .extracting(Selector::text)
                .containsExactly("a", "b{x=\"y\"}", "c", "d", "{\"e\"}");
    }

    @Test
    void tellTheirConditionsWithTheMetricName() {
        assertThat(query("foo{\"b\"!='x',a=~`y`}").selectors().getFirst().matchers())
                .containsExactly(
                        Matcher.equal("__name__", "foo"),
                        new Matcher("b", Op.NOT_EQUAL, "x"),
                        new Matcher("a", Op.REGEX, "y"));
        assertThat(query("{'foo'}").selectors().getFirst().matchers())
                .containsExactly(Matcher.equal("__name__", "foo"));
    }

    @Test
    void tellTheirOwnRangeAndModifiers() {
        var selector = query("max_over_time(rate(foo{}[5m] offset 1h @ end())[1d:])")
                .selectors()
                .getFirst();

        assertThat(selector.text()).isEqualTo("foo");
        assertThat(selector.range()).contains("5m");
        assertThat(selector.window()).contains(Duration.ofMinutes(5));
        assertThat(selector.modifiers()).isEqualTo("offset 1h @ end()");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "rate(foo[5m] anchored) → ''",
                "foo smoothed → ''",
                "increase(foo[5m] smoothed offset 1h) → offset 1h",
                "rate(foo[5m] @ end() anchored) → @ end()",
            })
    void doNotCountWhatExtendsARangeAsAModifier(String text, String modifiers) {
        assertThat(query(text).selectors().getFirst().modifiers()).isEqualTo(modifiers);
    }

    @Test
    void haveNoRangeOfTheSubqueryAroundThem() {
        var selector = query("max_over_time(foo[1d:] offset 5m)").selectors().getFirst();

        assertThat(selector.range()).isEmpty();
        assertThat(selector.window()).isEmpty();
        assertThat(selector.modifiers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "foo[90], PT1M30S",
        "foo[1h30m], PT1H30M",
        "foo[0.5], PT0.5S",
        "foo[--5m], PT5M",
        "foo[010], PT8S",
        "foo[1m1ms], PT1M0.001S",
        "foo[1y1w1d], P373D"
    })
    void tellTheWindowOfALiteralRange(String text, Duration window) {
        assertThat(query(text).selectors().getFirst().window()).contains(window);
    }

    @Test
    void tellNoWindowThatOnlyTheServerKnows() {
        var selector = query("foo[step()*2]").selectors().getFirst();

        assertThat(selector.range()).contains("step()*2");
        assertThat(selector.window()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "a or b → true true",
                "sum(a) or vector(0) → true",
                "(sum(a) or vector(0)) + b → true false",
                "a and b → false false",
                "a unless b → false true",
                "a and b unless c and d → false false true false",
                "absent(a) → true",
                "absent_over_time(a[5m]) → true",
                "present_over_time(a[5m]) → false",
                "sum(a or b) / c → true true false",
            })
    void areOptionalWhereTheQueryCanDoWithoutThem(String text, String optional) {
        assertThat(query(text).selectors())
                .extracting(selector -> String.valueOf(selector.optional()))
                .containsExactly(optional.split(" "));
    }
}

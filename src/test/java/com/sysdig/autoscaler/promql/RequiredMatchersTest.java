package com.sysdig.autoscaler.promql;

import static com.sysdig.autoscaler.promql.Given.query;
import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.promql.Matcher.Op;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequiredMatchersTest {

    private static final Matcher NAMESPACE = Matcher.equal("ns", "shop");

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '´',
            value = {
                "foo → foo{ns=\"shop\"}",
                "foo{} → foo{ns=\"shop\"}",
                "foo{a=\"b\",} → foo{a=\"b\",ns=\"shop\"}",
                "{\"foo\"} → {\"foo\",ns=\"shop\"}",
                "{__name__=~\".+\"} → {__name__=~\".+\",ns=\"shop\"}",
                "ns → ns{ns=\"shop\"}",
                "foo{ns=\"shop\"} → foo{ns=\"shop\"}",
                "foo{\"n\\x73\"=`shop`} → foo{ns=\"shop\"}",
                "rate(foo[5m] offset 1h) → rate(foo{ns=\"shop\"}[5m] offset 1h)",
                "max_over_time((a or b)[1h:]) → max_over_time((a{ns=\"shop\"} or b{ns=\"shop\"})[1h:])",
                "foo # {ns=\"shop\"} → foo{ns=\"shop\"}",
                "\"foo\" → \"foo\"",
                "vector(1) → vector(1)",
            })
    void areInEverySelector(String text, String narrowed) {
        assertThat(query(text).withRequiredMatchers(List.of(NAMESPACE)))
                .isEqualTo(new Narrowed.Query(query(narrowed)))
                .extracting(result -> ((Narrowed.Query) result).query().text())
                .isEqualTo(narrowed);
    }

    @Test
    void canBeSeveral() {
        assertThat(query("foo{b=\"x\"}")
                        .withRequiredMatchers(List.of(Matcher.equal("c", "1"), Matcher.equal("a", "\"2"))))
                .isEqualTo(new Narrowed.Query(query("foo{a=\"\\\"2\",b=\"x\",c=\"1\"}")));
    }

    @Test
    void conflictWithAnotherValue() {
        assertThat(query("foo + bar{ns=\"other\"}").withRequiredMatchers(List.of(NAMESPACE)))
                .isEqualTo(new Narrowed.Conflict(Matcher.equal("ns", "other"), NAMESPACE))
                .extracting(conflict -> ((Narrowed.Conflict) conflict).label())
                .isEqualTo("ns");
    }

    @Test
    void conflictWithAnotherOperator() {
        assertThat(query("foo{ns=~\"shop\"}").withRequiredMatchers(List.of(NAMESPACE)))
                .isEqualTo(new Narrowed.Conflict(new Matcher("ns", Op.REGEX, "shop"), NAMESPACE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo{ns=\"shop\",ns!=\"x\"}",
                "foo{ns=\"\"}",
                "{\"n\\u0073\"=\"other\"}",
                "sum(foo) or sum_over_time(bar{ns!~\"shop\"}[5m])",
                "max_over_time(rate(foo{ns=\"other\"}[5m])[1h:])",
                "foo{# }\nns=\"other\"}",
                "foo{a=\"}\",ns='other'}",
            })
    void conflictWhereverTheSelectorStands(String text) {
        assertThat(query(text).withRequiredMatchers(List.of(NAMESPACE))).isInstanceOf(Narrowed.Conflict.class);
    }
}

package com.sysdig.autoscaler.metricsapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.metricsapi.ParsedSelector.Good;
import com.sysdig.autoscaler.metricsapi.ParsedSelector.Malformed;
import com.sysdig.autoscaler.metricsapi.Requirement.Operator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The matrix of kubernetes/apimachinery, pkg/labels. */
class LabelSelectorTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a=b                     | a EQUALS [b]",
                "a==b                    | a EQUALS [b]",
                "a = b                   | a EQUALS [b]",
                "a=                      | a EQUALS []",
                "a!=b                    | a NOT_EQUALS [b]",
                "a != b                  | a NOT_EQUALS [b]",
                "a!=                     | a NOT_EQUALS []",
                "a in (b)                | a IN [b]",
                "a in (c,b)              | a IN [b, c]",
                "a in(b,b)               | a IN [b]",
                "a in ()                 | a IN []",
                "a in (,)                | a IN []",
                "a in (b,)               | a IN [, b]",
                "a in (,b)               | a IN [, b]",
                "a in (b,,c)             | a IN [, b, c]",
                "a notin ( b , c )       | a NOT_IN [b, c]",
                "a                       | a EXISTS []",
                "!a                      | a DOES_NOT_EXIST []",
                "! a                     | a DOES_NOT_EXIST []",
                "a>1                     | a GREATER_THAN [1]",
                "a < 7                   | a LESS_THAN [7]",
            })
    void readsEveryOperator(String text, String requirements) {
        assertReads(text, requirements);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "in                      | in EXISTS []",
                "in in (in,notin)        | in IN [in, notin]",
                "notin=in                | notin EQUALS [in]",
                "x.y/a-b_c.D=E-f_g.H     | x.y/a-b_c.D EQUALS [E-f_g.H]",
                "a=b,c                   | a EQUALS [b]; c EXISTS []",
                "a=,b=c                  | a EQUALS []; b EQUALS [c]",
                "!a,b notin (c),d>5      | a DOES_NOT_EXIST []; b NOT_IN [c]; d GREATER_THAN [5]",
            })
    void readsKeywordsAsKeysAndManyTerms(String text, String requirements) {
        assertReads(text, requirements);
    }

    private static void assertReads(String text, String requirements) {
        assertThat(LabelSelector.parse(text))
                .isInstanceOfSatisfying(
                        Good.class,
                        good -> assertThat(good.selector().requirements().stream()
                                        .map(LabelSelectorTest::text)
                                        .toList())
                                .isEqualTo(List.of(requirements.split("; "))));
    }

    @Test
    void readsEveryKindOfSpace() {
        assertThat(LabelSelector.parse("\ta\r\n=\n b\t, c ")).isEqualTo(LabelSelector.parse("a=b,c"));
    }

    @Test
    void readsNothingAsTheEmptySelector() {
        assertThat(LabelSelector.parse("  ")).isEqualTo(new Good(new LabelSelector(List.of())));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a=b,                    | found the end, expected a key or '!'",
                ",a=b                    | found ',', expected a key or '!'",
                "a=b,,c                  | found ',', expected a key or '!'",
                "a=b c                   | found 'c', expected ',' or the end",
                "a b                     | found 'b', expected in, notin, =, ==, !=, > or <",
                "a===b                   | found '=', expected a value",
                "a=!b                    | found '!', expected a value",
                "a!b                     | found '!', expected in, notin, =, ==, !=, > or <",
                "!                       | found the end, expected a key",
                "!!a                     | found '!', expected a key",
                "!a=b                    | found '=', expected ',' or the end",
                "a in                    | found the end, expected '('",
                "a in b                  | found 'b', expected '('",
                "a in (b                 | found the end, expected ',' or ')'",
                "a in (b c)              | found 'c', expected ',' or ')'",
                "a in (b,c=)             | found '=', expected ',' or ')'",
                "a In (b)                | found 'In', expected in, notin, =, ==, !=, > or <",
                "(a)                     | found '(', expected a key or '!'",
                "a)                      | found ')', expected in, notin, =, ==, !=, > or <",
                "=b                      | found '=', expected a key or '!'",
                "a>b                     | for '>' and '<' the value must be a whole number, not \"b\"",
                "a<-7                    | \"-7\" is not a label value: at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit",
                "a>                      | for '>' and '<' the value must be a whole number, not \"\"",
                "A/b/c=d                 | \"A/b/c\" is not a label key",
                "X.y/a=b                 | \"X.y/a\" is not a label key",
                "/a=b                    | \"/a\" is not a label key",
                "a/=b                    | \"a/\" is not a label key",
                "-a=b                    | \"-a\" is not a label key",
                "a{b=c                   | \"a{b\" is not a label key",
            })
    void saysWhereATextStopsBeingASelector(String text, String fault) {
        assertThat(LabelSelector.parse(text)).isEqualTo(new Malformed(fault));
    }

    @Test
    void refusesValuesThatAreNoLabelValues() {
        assertThat(LabelSelector.parse("a=" + "x".repeat(63))).isInstanceOf(Good.class);
        assertThat(LabelSelector.parse("a=" + "x".repeat(64))).isInstanceOf(Malformed.class);
        assertThat(LabelSelector.parse("a=x-")).isInstanceOf(Malformed.class);
        assertThat(LabelSelector.parse("a in (b,x:y)")).isInstanceOf(Malformed.class);
        assertThat(LabelSelector.parse("x".repeat(64) + "=b")).isInstanceOf(Malformed.class);
        assertThat(LabelSelector.parse("x".repeat(254) + "/a=b")).isInstanceOf(Malformed.class);
    }

    @Test
    void seesLabelsInEqualitiesOnly() {
        assertThat(equalities("b=2,a=1")).contains(Map.of("a", "1", "b", "2"));
        assertThat(equalities("a=1,a==1")).contains(Map.of("a", "1"));
        assertThat(equalities("")).contains(Map.of());
        assertThat(equalities("a=1,a=2")).isEmpty();
        assertThat(equalities("a=1,b")).isEmpty();
        assertThat(equalities("a in (1)")).isEmpty();
        assertThat(equalities("a!=1")).isEmpty();
    }

    private static Optional<Map<String, String>> equalities(String text) {
        return switch (LabelSelector.parse(text)) {
            case Good(var selector) -> selector.equalities();
            case Malformed(var fault) -> throw new AssertionError(fault);
        };
    }

    private static String text(Requirement requirement) {
        Operator operator = requirement.operator();
        return requirement.key() + " " + operator + " " + requirement.values();
    }
}

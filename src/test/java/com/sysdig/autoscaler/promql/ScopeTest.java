package com.sysdig.autoscaler.promql;

import static com.sysdig.autoscaler.promql.Given.error;
import static com.sysdig.autoscaler.promql.Given.scope;
import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.promql.Matcher.Op;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {

    @Test
    void readsMatchersAsTheyStandBetweenBraces() {
        assertThat(scope("container_name=\"web\",code=~'5..', by!=`x`").matchers())
                .containsExactly(
                        new Matcher("by", Op.NOT_EQUAL, "x"),
                        new Matcher("code", Op.REGEX, "5.."),
                        Matcher.equal("container_name", "web"));
    }

    @Test
    void isEqualHoweverItWasWritten() {
        assertThat(scope(" b = 'x\\x41' ,\n\"a\" = \"y\", b=\"xA\""))
                .isEqualTo(scope("a=\"y\",b=\"xA\""))
                .hasSameHashCodeAs(scope("a=\"y\",b=\"xA\""))
                .extracting(Scope::text)
                .isEqualTo("a=\"y\",b=\"xA\"");
    }

    @Test
    void hasNoTextWithoutConditions() {
        assertThat(Scope.none().text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '´',
            value = {
                "´´ → 0 → no expression found in input",
                "a → 1 → unexpected end of input",
                "a=\"b\", → 6 → unexpected end of input",
                "{a=\"b\"} → 0 → unexpected character: \"{\"",
                "a=\"b\"} → 5 → unexpected \"}\"",
                "a=\"b\"} or foo{c=\"d\" → 5 → unexpected",
                "a=\"b\" # comment → 6 → comments are not allowed here",
                "a=\"b\" c=\"d\" → 6 → unexpected identifier \"c\"",
                "\"foo\" → 5 → unexpected end of input",
                "a=\"b → 2 → unterminated quoted string",
                "a=~\"(\" → 3 → error parsing regexp: unexpected end of input",
                "a=\"\\xff\" → 2 → string is not Unicode text",
                "a==\"b\" → 2 → unexpected \"=\"",
                "a:b=\"c\" → 1 → unexpected character: \":\"",
            })
    void saysWhereAndWhatIsWrong(String text, int offset, String message) {
        var error = error(Scope.parse(text));

        assertThat(error.message()).startsWith(message);
        assertThat(error.offset()).isEqualTo(offset);
    }
}

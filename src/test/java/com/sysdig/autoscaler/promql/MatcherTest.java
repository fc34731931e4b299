package com.sysdig.autoscaler.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sysdig.autoscaler.promql.Matcher.Op;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatcherTest {

    @Test
    void writesEveryOperator() {
        assertThat(List.of(Op.values()))
                .extracting(op -> new Matcher("code", op, "5..").text())
                .containsExactly("code=\"5..\"", "code!=\"5..\"", "code=~\"5..\"", "code!~\"5..\"");
    }

    @Test
    void keepsAValueInItsQuotes() {
        assertThat(Matcher.equal("a", "\"} or {b=\"").text()).isEqualTo("a=\"\\\"} or {b=\\\"\"");
        assertThat(Matcher.equal("a", "\\\"").text()).isEqualTo("a=\"\\\\\\\"\"");
        assertThat(Matcher.equal("a", "x\ny\r\t").text()).isEqualTo("a=\"x\\ny\\r\\t\"");
    }

    @Test
    void escapesWhatCannotBeSeen() {
        assertThat(Matcher.equal("a", "\u0000\u007f\u202e\u2028\ufffd\ue000").text())
                .isEqualTo("a=\"\\u0000\\u007f\\u202e\\u2028\\ufffd\\ue000\"");
        assertThat(Matcher.equal("a", Character.toString(0xE0001)).text()).isEqualTo("a=\"\\U000e0001\"");
    }

    @Test
    void leavesLettersOfAllScriptsReadable() {
        assertThat(Matcher.equal("a", "größe 日本 😀").text()).isEqualTo("a=\"größe 日本 😀\"");
    }

    @Test
    void quotesALabelThatIsNoPlainName() {
        assertThat(Matcher.equal("kube.namespace\"", "shop").text()).isEqualTo("\"kube.namespace\\\"\"=\"shop\"");
    }

    @Test
    void refusesHalfOfASurrogatePair() {
        assertThatIllegalArgumentException().isThrownBy(() -> Matcher.equal("a", "x\ud800"));
        assertThatIllegalArgumentException().isThrownBy(() -> Matcher.equal("\udc00", "x"));
    }

    @Test
    void matchesOneOfSeveralNamesLiterally() {
        assertThat(Matcher.oneOf("name", List.of("web", "a.b", "a.b", "c|d")))
                .isEqualTo(new Matcher("name", Op.REGEX, "a\\.b|c\\|d|web"));
    }

    @Test
    void comparesWithASingleNameByEquality() {
        assertThat(Matcher.oneOf("name", List.of("a.b", "a.b"))).isEqualTo(Matcher.equal("name", "a.b"));
    }

    @Test
    void needsANameToMatch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Matcher.oneOf("name", List.of()))
                .withMessageContaining("name");
    }
}

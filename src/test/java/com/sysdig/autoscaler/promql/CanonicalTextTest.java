package com.sysdig.autoscaler.promql;

import static com.sysdig.autoscaler.promql.Given.query;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '´',
            value = {
                "foo+bar*-baz → foo + bar * -baz",
                "foo*ON(a,b)GROUP_LEFT bar → foo * on (a, b) group_left () bar",
                "foo AND on(a,)bar → foo and on (a) bar",
                "a==BOOL ignoring(x)group_right(y,)b → a == bool ignoring (x) group_right (y) b",
                "Sum(foo)Without(a) → sum without (a) (foo)",
                "SUM{b=\"c\"} → SUM{b=\"c\"}",
                "sum by(SUM,'a b')(foo) → sum by (SUM, \"a b\") (foo)",
                "{ `foo`, x =~ 'y' , } → {\"foo\",x=~\"y\"}",
                "foo{} → foo",
                "foo{\"a\"='b'} → foo{a=\"b\"}",
                "foo[ 5m:1m ]OFFSET - 5m @ START ( ) → foo[5m:1m] offset -5m @ start()",
                "foo offset ( 5m ) * 2 → foo offset (5m)*2",
                "foo[max_of( 5m,STEP( ) )] → foo[max_of(5m, step())]",
                "foo ANCHORED [5m] → foo anchored[5m]",
                "0xFF + INF + 1E3 → 255 + inf + 1e3",
                "label_replace( foo,'a','$1',`b`,\"(.*)\" ) → label_replace(foo, \"a\", \"$1\", \"b\", \"(.*)\")",
            })
    void spellsOneThingOneWay(String text, String canonical) {
        assertThat(query(text).canonicalText()).isEqualTo(canonical);
    }

    @Test
    void leavesNoCommentAndNoLineBreak() {
        assertThat(query("foo # or\n+ # {\n bar{a=\"b\", # }\nc=`d\ne`}").canonicalText())
                .isEqualTo("foo + bar{a=\"b\",c=\"d\\ne\"}");
    }
}

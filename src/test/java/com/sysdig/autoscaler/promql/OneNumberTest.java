package com.sysdig.autoscaler.promql;

import static com.sysdig.autoscaler.promql.Given.query;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneNumberTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "time() + 1",
                "scalar(foo)",
                "vector(1)",
                "sum(foo)",
                "(quantile(0.9, foo))",
                "sum by () (foo)",
                "-avg(foo) * 2",
                "sum(foo) / sum(bar)",
                "sum(foo) or vector(0)",
                "(sum(foo) or avg(bar)) / 2 or clamp_min(sum(baz), 0)",
                "absent(foo) * sum(bar)",
                "clamp_min(sum(foo), 0)",
                "absent(foo)",
                "label_replace(sum(foo), \"a\", \"b\", \"c\", \"d\")",
            })
    void seesThatThereIsOne(String text) {
        assertThat(query(text).yieldsOneNumber()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo",
                "foo[5m]",
                "\"foo\"",
                "rate(foo[5m])",
                "sum by (a) (foo)",
                "sum(foo) by (a)",
                "sum without () (foo)",
                "topk(1, foo)",
                "bottomk(1, foo)",
                "count_values(\"v\", foo)",
                "sum(foo) or bar",
                "sum(rate(foo[2m])) or absent(bar)",
                "(absent_over_time(foo[5m]) * 2 or sum(bar)) + 1",
                "vector(0) or label_replace(sum(foo), \"a\", \"b\", \"c\", \"d\")",
                "sum(foo) or (vector(0) or label_join(sum(bar), \"a\", \"b\"))",
                "ceil(foo)",
                "sum(foo)[5m:]",
                "max_over_time(sum(foo)[5m:])",
            })
    void doesNotSeeThatThereIsOne(String text) {
        assertThat(query(text).yieldsOneNumber()).isFalse();
    }
}

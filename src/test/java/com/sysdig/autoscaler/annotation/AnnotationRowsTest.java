package com.sysdig.autoscaler.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnnotationRowsTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void becomesThePolicy(Row row) {
        var text = PolicyText.of(Annotated.policy(Annotated.SETTINGS, row.annotations()));

        assertThat(text).contains(row.expected().getFirst().split(" & "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void isRefusedWithOneProblem(Row row) {
        var key = "sysdig.com/scale-" + row.expected().getFirst().substring("scale-".length());

        assertThat(Annotated.problems(Annotated.SETTINGS, row.annotations()))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.key()).isEqualTo(key);
                    assertThat(problem.value() == null)
                            .isEqualTo(!row.annotations().containsKey(key));
                    assertThat(problem.fault()).contains(row.expected().get(1));
                    assertThat(problem.remedy()).contains(row.expected().get(2));
                });
    }

    static Stream<Row> good() {
        return Row.of("good.txt");
    }

    static Stream<Row> bad() {
        return Row.of("bad.txt");
    }
}

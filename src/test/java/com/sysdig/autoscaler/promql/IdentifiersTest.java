package com.sysdig.autoscaler.promql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {

    @ParameterizedTest
    @ValueSource(strings = {"up", "_x", "A1", "sum", "__name__"})
    void takesLettersDigitsAndUnderscores(String name) {
        assertThat(Identifiers.isMetricName(name)).isTrue();
        assertThat(Identifiers.isLabelName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a-b", "a.b", "a b", "é", "a\n", "a{"})
    void refusesWhatNeedsQuotes(String name) {
        assertThat(Identifiers.isMetricName(name)).isFalse();
        assertThat(Identifiers.isLabelName(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "inf", "bool", "on"})
    void refusesPromqlsOwnWordsAsMetricNames(String name) {
        assertThat(Identifiers.isMetricName(name)).isFalse();
    }

    @Test
    void takesColonsInMetricNamesOnly() {
        assertThat(Identifiers.isMetricName(":job:requests")).isTrue();
        assertThat(Identifiers.isLabelName("job:requests")).isFalse();
    }
}

package com.sysdig.autoscaler.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
    @ParameterizedTest(name = "from \"{0}\" to \"{1}\" it takes {2}")
    @CsvSource({
        "'', '', 0",
        "'', abc, 3",
        "abc, '', 3",
        "metric, metric, 0",
        "metirc, metric, 1",
        "metrc, metric, 1",
        "mettric, metric, 1",
        "mitric, metric, 1",
        "emtirc, metric, 2",
        "kitten, sitting, 3"
    })
    void countsSlips(String from, String to, int slips) {
        assertThat(Suggestions.slips(from, to)).isEqualTo(slips);
    }

    @Property
    void countsAsManySlipsBackAsThere(@ForAll String a, @ForAll String b) {
        assertThat(Suggestions.slips(a, b))
                .isEqualTo(Suggestions.slips(b, a))
                .isLessThanOrEqualTo(Math.max(a.length(), b.length()));
    }

    @Test
    void suggestsTheNearest() {
        assertThat(Suggestions.nearest("targte", List.of("metric", "target", "target-type")))
                .contains("target");
    }

    @Test
    void choosesAmongEquallyNearOnesByTheAlphabet() {
        assertThat(Suggestions.nearest("mix-replicas", List.of("min-replicas", "max-replicas")))
                .isEqualTo(Suggestions.nearest("mix-replicas", List.of("max-replicas", "min-replicas")))
                .contains("max-replicas");
    }

    @Test
    void doesNotCountCapitals() {
        assertThat(Suggestions.nearest("MAX", List.of("Max", "Min"))).contains("Max");
    }

    @Test
    void suggestsNothingThatIsMoreThanAThirdOff() {
        assertThat(Suggestions.nearest("axxric", List.of("metric"))).isEmpty();
        assertThat(Suggestions.nearest("mxxric", List.of("metric"))).contains("metric");
        assertThat(Suggestions.nearest("metric", List.of())).isEmpty();
    }

    @Test
    void doesNotCompareTextsOfAnyLength() {
        var text = "x".repeat(40);

        assertThat(Suggestions.nearest(text, List.of(text + "y"))).isPresent();
        assertThat(Suggestions.nearest(text + "x", List.of(text + "y"))).isEmpty();
    }
}

package com.sysdig.autoscaler.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CommonTest {
    private final Common common = new Common();

    @Test
    void equalAnnotationsAreOneMap() {
        var first = common.annotations(Map.of("scale-target", "100"));
        assertThat(common.annotations(Map.of("scale-target", "100"))).isSameAs(first);
    }

    @Test
    void annotationsThatDifferShareTheTextsThatAreEqual() {
        var first = common.annotations(Map.of("a", new String("same"), "b", "1"));
        var second = common.annotations(Map.of("a", new String("same"), "b", "2"));
        assertThat(second.get("a")).isSameAs(first.get("a"));
        assertThat(second).containsEntry("b", "2");
    }

    @Test
    void longTextsAreNotHeld() {
        var query = "x".repeat(257);
        assertThat(common.text(query)).isSameAs(query);
        assertThat(common.text("x".repeat(257))).isNotSameAs(query);
        var annotations = common.annotations(Map.of("scale-query", query));
        assertThat(common.annotations(Map.of("scale-query", query)))
                .isEqualTo(annotations)
                .isNotSameAs(annotations);
    }

    @Test
    void nothingIsHeldForEver() {
        var first = common.text("first");
        for (int i = 0; i < 4_000; i++) {
            common.one(i);
        }
        assertThat(common.text(new String("first"))).isEqualTo(first).isNotSameAs(first);
    }
}

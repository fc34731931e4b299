package com.sysdig.autoscaler.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.promql.Matcher;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NameRangeTest {
    @Test
    void saysItsBordersInShortRegularExpressions() {
        var halves = NameRange.ALL.cut("shop-a", "shop.y");

        assertThat(halves.getFirst().matchers("ns"))
                .containsExactly(new Matcher(
                        "ns",
                        Matcher.Op.REGEX,
                        "([-.0-9a-r].*|s([-.0-9a-g].*|h([-.0-9a-n].*|o([-.0-9a-o].*|p([-].*)?)?)?)?)?"));
        assertThat(halves.getLast().matchers("ns"))
                .containsExactly(new Matcher(
                        "ns", Matcher.Op.REGEX, "(s(h(o(p([.].*|[0-9a-z].*)|[q-z].*)|[p-z].*)|[i-z].*)|[t-z].*)"));
    }

    /** Names of few characters, so that they often begin alike. */
    @Provide
    Arbitrary<Set<String>> names() {
        var name = Arbitraries.strings().withChars("a-.9z").ofMinLength(1).ofMaxLength(5);
        return name.set().ofMinSize(2).ofMaxSize(12);
    }

    @Property
    void regularExpressionsHoldWhatTheRangeHolds(@ForAll("names") Set<String> names) {
        var sorted = List.copyOf(new TreeSet<>(names));
        var ranges = cutBefore(sorted, sorted.size() / 2);

        for (var name : sorted) {
            assertThat(ranges).filteredOn(range -> range.contains(name)).hasSize(1);
            assertThat(ranges)
                    .allSatisfy(range -> assertThat(matches(range, name))
                            .as("%s in %s", name, range)
                            .isEqualTo(range.contains(name)));
        }
    }

    @Property
    void everyNameStaysOnItsSideOfTheCut(@ForAll("names") Set<String> names) {
        var sorted = List.copyOf(new TreeSet<>(names));
        int cut = sorted.size() / 2;
        var ranges = cutBefore(sorted, cut);

        assertThat(sorted.subList(0, cut)).allMatch(ranges.getFirst()::contains);
        assertThat(sorted.subList(cut, sorted.size())).allMatch(ranges.getLast()::contains);
    }

    private static List<NameRange> cutBefore(List<String> sorted, int index) {
        return NameRange.ALL.cut(sorted.get(index - 1), sorted.get(index));
    }

    private static boolean matches(NameRange range, String name) {
        return range.matchers("ns").stream().allMatch(matcher -> name.matches(matcher.value()));
    }
}

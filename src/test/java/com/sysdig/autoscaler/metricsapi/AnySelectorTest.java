package com.sysdig.autoscaler.metricsapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.annotation.SpelledSeries;
import com.sysdig.autoscaler.promql.Matcher;
import com.sysdig.autoscaler.promql.Parsed;
import com.sysdig.autoscaler.promql.PromqlQuery;
import com.sysdig.autoscaler.query.ObjectKind;
import com.sysdig.autoscaler.query.QueryPlanner;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Shape;
import com.sysdig.autoscaler.query.Splits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever name and selector say: the query reads the caller's namespace of our cluster, and that one metric. */
class AnySelectorTest {
    private final QueryPlanner planner =
            new QueryPlanner("prod", Duration.ofSeconds(10), new Splits(InstantSource.fixed(Instant.EPOCH)));

    /** Texts that are nearly selectors, and some that are. */
    @Provide
    static Arbitrary<String> selectors() {
        var words = List.of(
                "queue",
                "kube_namespace_name",
                "kube_cluster_name",
                "__name__",
                "sysdig.com/metric-name",
                "sysdig.com/window",
                "=",
                "!=",
                "==",
                " in ",
                " notin ",
                "(",
                ")",
                ",",
                "!",
                "a",
                "shop",
                "a.b-c",
                "5m",
                "\"",
                "\\",
                "}",
                "{",
                "'",
                "`",
                "\n",
                "|",
                ".*",
                "#",
                "\u00e4",
                "$");
        return Arbitraries.of(words).list().ofMaxSize(12).map(parts -> String.join("", parts));
    }

    /** Requirements as the parser would have refused them. */
    @Provide
    static Arbitrary<String> values() {
        return Arbitraries.strings()
                .ofMaxLength(20)
                .filter(text -> text.chars().noneMatch(character -> Character.isSurrogate((char) character)));
    }

    @Property
    void noSelectorLeavesItsQuotes(@ForAll("selectors") String selector, @ForAll("selectors") String metric) {
        for (var name : List.of("queue_depth", metric)) {
            if (LabelSelector.parse(selector) instanceof ParsedSelector.Good(var parsed)
                    && WrittenSelector.read(name, parsed, Map.of()) instanceof SpelledSeries.Good(var series)) {
                assertHeld(Shape.of(series));
            }
        }
    }

    @Property
    void noNameOfAnObjectLeavesItsQuotes(@ForAll("values") String name, @ForAll("values") String other) {
        var parsed = ((ParsedSelector.Good) LabelSelector.parse("queue=a")).selector();
        var series = ((SpelledSeries.Good) WrittenSelector.read("queue_depth", parsed, Map.of())).series();
        var pods = Stream.of(name, other)
                .<Question>map(pod -> new Question.OfObject(ObjectKind.POD, "shop", pod, Shape.of(series)))
                .collect(Collectors.toSet());

        assertHeld(promql(pods), "queue_depth");
    }

    private void assertHeld(Shape shape) {
        assertHeld(promql(List.of(new Question.OfObject(ObjectKind.NAMESPACE, "shop", "shop", shape))), shape.metric());
    }

    private static void assertHeld(String promql, String metric) {
        assertThat(PromqlQuery.parse(promql)).isInstanceOfSatisfying(Parsed.Valid.class, valid -> {
            var selectors = ((PromqlQuery) valid.value()).selectors();
            assertThat(selectors).hasSizeBetween(2, 5);
            assertThat(selectors)
                    .allSatisfy(selector -> assertThat(selector.matchers())
                            .contains(
                                    Matcher.equal("kube_cluster_name", "prod"),
                                    Matcher.equal("kube_namespace_name", "shop"),
                                    Matcher.equal(Matcher.METRIC_NAME, metric)));
        });
    }

    private String promql(Collection<Question> questions) {
        return planner.plan(questions).stream().map(query -> query.promql()).collect(Collectors.joining());
    }
}

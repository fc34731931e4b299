package com.sysdig.autoscaler.query;

import com.sysdig.autoscaler.promql.PromqlQuery;
import com.sysdig.autoscaler.promql.Selector;
import com.sysdig.autoscaler.promql.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * PromQL for a raw query: its value, and for each of its selectors the time of the newest sample, told apart by {@link
 * PlannedQuery#FACT} and numbered by {@link #SELECTOR}.
 */
final class RawText {
    private static final String SELECTOR = "selector";

    private RawText() {}

    static Question.OfQuery question(PromqlQuery query) {
        var text = query.canonicalText();
        return new Question.OfQuery(
                query.type() == ValueType.SCALAR ? "vector(" + text + ")" : text,
                new SampleTimes(times(query, selector -> !selector.optional()), times(query, Selector::optional)));
    }

    private static List<String> times(PromqlQuery query, Predicate<Selector> which) {
        return query.selectors().stream()
                .filter(which)
                .map(RawText::time)
                .distinct()
                .toList();
    }

    /**
     * A sample that an offset reaches for is not old because of the offset, but if it was old at that time: its age is taken
     * there, in a subquery of one step.
     */
    private static String time(Selector selector) {
        var sample = "timestamp(" + selector.text() + ")";
        return selector.modifiers().isEmpty()
                ? "max(" + sample + ")"
                : "time() - min(last_over_time((time() - " + sample + ")[1s:1s] " + selector.modifiers() + "))";
    }

    static PlannedQuery.OfQuery planned(Question.OfQuery question) {
        var parts = new ArrayList<String>();
        parts.add(ShapeText.fact(Fact.VALUE, question.promql()));
        parts.addAll(numbered(Fact.TIME, question.times().required()));
        parts.addAll(numbered(Fact.OPTIONAL_TIME, question.times().optional()));
        return new PlannedQuery.OfQuery(String.join(" or ", parts), question);
    }

    private static List<String> numbered(Fact fact, List<String> times) {
        return IntStream.range(0, times.size())
                .mapToObj(i -> "label_replace(" + ShapeText.fact(fact, times.get(i)) + ",\"" + SELECTOR + "\",\"" + i
                        + "\",\"\",\"\")")
                .toList();
    }
}

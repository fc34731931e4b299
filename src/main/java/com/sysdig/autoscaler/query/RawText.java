package com.sysdig.autoscaler.query;

import com.sysdig.autoscaler.promql.PromqlQuery;
import com.sysdig.autoscaler.promql.Selector;
import com.sysdig.autoscaler.promql.ValueType;
import com.sysdig.autoscaler.query.SampleTimes.Sampled;
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

    private static List<Sampled> times(PromqlQuery query, Predicate<Selector> which) {
        return query.selectors().stream()
                .filter(which)
                .map(selector -> new Sampled(selector.text(), selector.modifiers()))
                .distinct()
                .toList();
    }

    static Promql planned(Question.OfQuery question, TimeText usual, TimeText untimed) {
        return new Promql(text(question, usual), text(question, untimed));
    }

    private static String text(Question.OfQuery question, TimeText time) {
        var parts = new ArrayList<String>();
        parts.add(ShapeText.fact(Fact.VALUE, question.promql()));
        parts.addAll(numbered(Fact.TIME, question.times().required(), time));
        parts.addAll(numbered(Fact.OPTIONAL_TIME, question.times().optional(), time));
        return String.join(" or ", parts);
    }

    private static List<String> numbered(Fact fact, List<Sampled> selectors, TimeText time) {
        return IntStream.range(0, selectors.size())
                .mapToObj(i -> "label_replace(" + ShapeText.fact(fact, time.of(selectors.get(i), "")) + ",\"" + SELECTOR
                        + "\",\"" + i + "\",\"\",\"\")")
                .toList();
    }
}

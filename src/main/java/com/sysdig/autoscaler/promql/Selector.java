package com.sysdig.autoscaler.promql;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One selector of a query.
 *
 * @param text name and matchers alone, in canonical form: an instant vector that can be put into {@code timestamp(…)}, or
 *     with a range behind it into {@code count_over_time(…)}
 * @param matchers its conditions, the metric name among them ({@link Matcher#METRIC_NAME})
 * @param range the text between its own brackets ({@code 5m}); empty for an instant vector. A subquery around it is no
 *     range of the selector
 * @param window the range in numbers; empty without a range and for one that only the server can work out
 *     ({@code step() * 2})
 * @param modifiers its own {@code @} and {@code offset} as PromQL text to put behind the selector or its brackets ({@code
 *     offset 5m}); empty text if it has none. Not {@code anchored} and {@code smoothed}: few functions may be asked of these
 * @param optional whether the query can have an answer although this selector finds nothing: it stands on either side of an
 *     {@code or}, on the right of an {@code unless}, or in {@code absent} or {@code absent_over_time}
 */
public record Selector(
        String text,
        List<Matcher> matchers,
        Optional<String> range,
        Optional<Duration> window,
        String modifiers,
        boolean optional) {

    public Selector {
        matchers = List.copyOf(matchers);
    }
}

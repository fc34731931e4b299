package com.sysdig.autoscaler.query;

import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Collectors;

/** PromQL for the time of the newest sample, Unix seconds. */
@FunctionalInterface
interface TimeText {
    /**
     * Of the selector's series.
     *
     * @param by {@code by (…)} with spaces around it to tell groups apart; empty for one time of all
     */
    String of(SampleTimes.Sampled selector, String by);

    /**
     * The sample's own time. One that an offset reaches for is not old because of the offset, but if it was old at that time:
     * its age is taken there, in a subquery of one step.
     */
    static TimeText told() {
        return (selector, by) -> {
            var sample = "timestamp(" + selector.text() + ")";
            return selector.modifiers().isEmpty()
                    ? "max" + by + "(" + sample + ")"
                    : "time() - min" + by + "(last_over_time((time() - " + sample + ")[1s:1s] " + selector.modifiers()
                            + "))";
        };
    }

    /** For a source that refuses {@code timestamp()}: the beginning of the shortest window that holds a sample. */
    static TimeText byWindows(Freshness freshness) {
        return (selector, by) -> {
            Function<Duration, String> age = window -> "max%s(count_over_time(%s[%ds]%s)) * 0 + %d"
                    .formatted(
                            by,
                            selector.text(),
                            window.toSeconds(),
                            selector.modifiers().isEmpty() ? "" : " " + selector.modifiers(),
                            window.toSeconds());
            return freshness.windows().stream().map(age).collect(Collectors.joining(" or ", "time() - (", ")"));
        };
    }
}

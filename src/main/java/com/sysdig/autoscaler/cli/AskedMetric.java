package com.sysdig.autoscaler.cli;

import com.sysdig.autoscaler.annotation.AnnotationKey;
import com.sysdig.autoscaler.policy.MetricSpec;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A metric and the PromQL it becomes.
 *
 * @param promql one HTTP query, of this metric alone
 */
record AskedMetric(Manifest manifest, MetricSpec spec, String promql) {
    /**
     * Something that decides about the number.
     *
     * @param written whether the manifest says so, or it is the default
     */
    record Choice(String name, String value, boolean written) {}

    /** The name of the metric, or the query as it is written. */
    String source() {
        return switch (spec.source()) {
            case MetricSpec.Series series -> series.metric();
            case MetricSpec.Query(var query) -> query.text();
        };
    }

    List<Choice> choices() {
        var target = choice("targetType", spec.target().type().text(), AnnotationKey.TARGET_TYPE);
        return switch (spec.source()) {
            case MetricSpec.Series(var _, var function, var window, var aggregation, var _) ->
                List.of(
                        target,
                        choice("aggregation", aggregation.text(), AnnotationKey.AGGREGATION),
                        choice("function", function.text(), AnnotationKey.FUNCTION),
                        choice(
                                "window",
                                window.toString().substring("PT".length()).toLowerCase(Locale.ROOT),
                                AnnotationKey.WINDOW));
            case MetricSpec.Query _ -> List.of(target);
        };
    }

    /** Of the annotation that the metric comes from. */
    Place place() {
        return Stream.of(AnnotationKey.METRIC, AnnotationKey.QUERY)
                .map(key -> key.key(spec.id()))
                .filter(manifest.annotations()::containsKey)
                .findFirst()
                .map(manifest::placeOf)
                .orElse(manifest.place());
    }

    private Choice choice(String name, String value, AnnotationKey key) {
        return new Choice(name, value, manifest.annotations().containsKey(key.key(spec.id())));
    }
}

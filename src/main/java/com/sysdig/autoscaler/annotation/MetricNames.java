package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.MetricFunction;
import com.sysdig.autoscaler.promql.Identifiers;
import java.util.regex.Pattern;

/** Names of metrics, and what they tell about the samples. */
final class MetricNames {
    private static final Pattern COUNTER = Pattern.compile(".*_(?:total|count|sum|bucket)");

    private MetricNames() {}

    /** The PromQL name, translated if it is a dot name. */
    static Reading<String> read(String text) {
        if (Identifiers.isMetricName(text)) {
            return Reading.good(text);
        }
        if (text.indexOf('.') < 0) {
            return Reading.bad(
                    "is not a metric name",
                    "write letters, digits and underscores, as in `sysdig_container_net_http_request_count`");
        }
        return LegacyMetric.find(text)
                .map(metric -> Reading.good(metric.promqlName()))
                .orElseGet(() -> Reading.bad("is not a legacy metric name of Sysdig", remedy(text)));
    }

    /** What {@code scale-function} is where nobody says. */
    static MetricFunction function(String promqlName) {
        return switch (LegacyMetric.kind(promqlName)) {
            case DELTA -> MetricFunction.DELTA_RATE;
            case GAUGE -> MetricFunction.AVG;
            case OTHER -> COUNTER.matcher(promqlName).matches() ? MetricFunction.RATE : MetricFunction.AVG;
        };
    }

    private static String remedy(String dotName) {
        return LegacyMetric.nearest(dotName)
                        .map(meant -> "did you mean `" + meant + "`? ")
                        .orElse("")
                + "write the metric's name with underscores, as Sysdig's explorer shows it";
    }
}

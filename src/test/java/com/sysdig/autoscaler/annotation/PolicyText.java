package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.Behavior;
import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.ScalingPolicy;
import com.sysdig.autoscaler.promql.Matcher;
import java.time.Duration;
import java.util.stream.Collectors;

/** A policy in lines, for comparison. */
final class PolicyText {
    private PolicyText() {}

    static String of(ScalingPolicy policy) {
        return policy.metrics().stream().map(PolicyText::of).collect(Collectors.joining("\n"))
                + "\nmetrics " + policy.metrics().stream().map(MetricSpec::id).toList()
                + "\nreplicas " + policy.bounds().min() + "…" + policy.bounds().max()
                + "\ncpu " + policy.resources().cpuPercent() + " memory "
                + policy.resources().memoryPercent()
                + "\nup " + of(policy.behavior().up())
                + "\ndown " + of(policy.behavior().down())
                + "\non-missing " + policy.onMissing()
                + "\npause " + policy.pause()
                + "\nadopt " + policy.adopt()
                + "\n";
    }

    private static String of(MetricSpec metric) {
        var source = switch (metric.source()) {
            case MetricSpec.Query query -> "query " + query.promql().text();
            case MetricSpec.Series series ->
                "series " + series.metric() + " " + series.function().text() + " " + Durations.text(series.window())
                        + " "
                        + series.aggregation().text() + " "
                        + series.scope().matchers().stream()
                                .map(Matcher::text)
                                .collect(Collectors.joining(",", "{", "}"));
        };
        return metric.id() + ": " + source + " " + metric.target().type().text() + " "
                + metric.target().amount().text() + " " + metric.onEmpty();
    }

    private static String of(Behavior.Rules rules) {
        return of(rules.stabilization()) + " "
                + rules.limits().stream().map(PolicyText::of).toList() + " "
                + rules.select() + " "
                + (rules.tolerance() == null ? null : rules.tolerance().toPlainString());
    }

    private static String of(Behavior.Limit limit) {
        return limit.unit() + " " + limit.value() + " " + of(limit.period());
    }

    private static String of(Duration duration) {
        return duration == null ? "null" : Durations.text(duration);
    }
}

package com.sysdig.autoscaler.query;

import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.MetricFunction;
import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.promql.Scope;
import java.time.Duration;

/** What workloads, or objects, must have in common to be answered by one PromQL query. */
public record Shape(String metric, MetricFunction function, Duration window, Aggregation aggregation, Scope scope) {
    public static Shape of(MetricSpec.Series series) {
        return new Shape(series.metric(), series.function(), series.window(), series.aggregation(), series.scope());
    }
}

package com.sysdig.autoscaler.query;

import com.sysdig.autoscaler.policy.Aggregation;
import com.sysdig.autoscaler.policy.MetricFunction;
import com.sysdig.autoscaler.promql.Scope;
import java.time.Duration;

/** What workloads must have in common to be answered by one PromQL query. */
public record Shape(String metric, MetricFunction function, Duration window, Aggregation aggregation, Scope scope) {}

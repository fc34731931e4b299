package com.sysdig.autoscaler.policy;

import com.sysdig.autoscaler.promql.PromqlQuery;
import com.sysdig.autoscaler.promql.Scope;
import java.time.Duration;
import java.util.Comparator;

/**
 * One metric of a policy.
 *
 * @param id the annotation suffix; {@code default} where there is none
 */
public record MetricSpec(String id, Source source, MetricTarget target, OnEmpty onEmpty) {
    public static final String DEFAULT_ID = "default";

    /** {@link #DEFAULT_ID} first, then by the alphabet. */
    public static final Comparator<String> ID_ORDER =
            Comparator.comparing((String id) -> !id.equals(DEFAULT_ID)).thenComparing(Comparator.naturalOrder());

    /** Where the number comes from. */
    public sealed interface Source {}

    /**
     * The workload's own series of one metric.
     *
     * @param metric PromQL name, already translated from a legacy dot name
     */
    public record Series(String metric, MetricFunction function, Duration window, Aggregation aggregation, Scope scope)
            implements Source {}

    /** PromQL of the user, its variables not replaced yet. */
    public record Query(PromqlQuery promql) implements Source {}
}

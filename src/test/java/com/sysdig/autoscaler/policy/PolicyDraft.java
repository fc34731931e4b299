package com.sysdig.autoscaler.policy;

import com.sysdig.autoscaler.promql.Parsed;
import com.sysdig.autoscaler.promql.PromqlQuery;
import com.sysdig.autoscaler.promql.Scope;
import com.sysdig.autoscaler.quantity.Amount;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A policy for tests: one metric between 1 and 10 replicas, to be varied. */
public record PolicyDraft(
        Bounds bounds,
        List<MetricSpec> metrics,
        ResourceTargets resources,
        Behavior behavior,
        Pause pause,
        @Nullable String adopt) {
    public static final PolicyDraft SIMPLE = new PolicyDraft(
            new Bounds(1, 10),
            List.of(series(
                    "default", "sysdig_container_net_http_request_count", MetricTarget.Type.AVERAGE_VALUE, 100_000)),
            ResourceTargets.NONE,
            Behavior.DEFAULT,
            Pause.NONE,
            null);

    public PolicyDraft {
        metrics = List.copyOf(metrics);
    }

    public static MetricSpec series(String id, String metric, MetricTarget.Type type, long thousandths) {
        var aggregation = type == MetricTarget.Type.VALUE ? Aggregation.Basic.AVG : Aggregation.Basic.SUM;
        var series =
                new MetricSpec.Series(metric, MetricFunction.AVG, Duration.ofMinutes(2), aggregation, Scope.none());
        return new MetricSpec(id, series, new MetricTarget(type, new Amount(thousandths)), OnEmpty.MISSING);
    }

    public static MetricSpec query(String id, String promql, long thousandths) {
        var target = new MetricTarget(MetricTarget.Type.AVERAGE_VALUE, new Amount(thousandths));
        return new MetricSpec(id, new MetricSpec.Query(parsed(promql)), target, OnEmpty.MISSING);
    }

    private static PromqlQuery parsed(String promql) {
        return switch (PromqlQuery.parse(promql)) {
            case Parsed.Valid<PromqlQuery>(var query) -> query;
            case Parsed.SyntaxError<PromqlQuery> error -> throw new IllegalArgumentException(error.toString());
        };
    }

    public PolicyDraft bounds(int min, int max) {
        return new PolicyDraft(new Bounds(min, max), metrics, resources, behavior, pause, adopt);
    }

    public PolicyDraft metrics(MetricSpec... some) {
        return new PolicyDraft(bounds, List.of(some), resources, behavior, pause, adopt);
    }

    public PolicyDraft resources(@Nullable Integer cpuPercent, @Nullable Integer memoryPercent) {
        var targets = new ResourceTargets(cpuPercent, memoryPercent);
        return new PolicyDraft(bounds, metrics, targets, behavior, pause, adopt);
    }

    public PolicyDraft behavior(Behavior other) {
        return new PolicyDraft(bounds, metrics, resources, other, pause, adopt);
    }

    public PolicyDraft paused(Pause other) {
        return new PolicyDraft(bounds, metrics, resources, behavior, other, adopt);
    }

    public PolicyDraft adopting(String name) {
        return new PolicyDraft(bounds, metrics, resources, behavior, pause, name);
    }

    public ScalingPolicy policy() {
        return policy(new OnMissing.Hold());
    }

    public ScalingPolicy policy(OnMissing onMissing) {
        return new ScalingPolicy(bounds, metrics, resources, behavior, onMissing, pause, adopt);
    }
}

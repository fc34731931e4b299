package com.sysdig.autoscaler.metricsapi;

import com.sysdig.autoscaler.annotation.SpelledSeries;
import java.util.Map;
import java.util.Optional;

/**
 * How Sysdig's old metrics adapter had its users name a workload: a Service called {@code deployment;web}, which there is
 * none of and which is not looked up. It averaged over time and over series.
 */
final class OldAdapter {
    static final Map<String, String> USUAL = Map.of(SpelledSeries.AGGREGATION, "avg", SpelledSeries.FUNCTION, "avg");

    private OldAdapter() {}

    static boolean isMeant(ObjectPath.One path) {
        return path.of() == Described.SERVICE && path.name().indexOf(';') >= 0;
    }

    /** The workload's own path; empty where what stands before the semicolon is no kind of workload, or behind it no name. */
    static Optional<ObjectPath.One> workload(ObjectPath.One path) {
        var kind = path.name().substring(0, path.name().indexOf(';'));
        var name = path.name().substring(kind.length() + 1);
        return switch (kind) {
            case "deployment" ->
                Optional.of(new ObjectPath.One(Described.DEPLOYMENT, path.namespace(), name, path.metric()));
            case "statefulset" ->
                Optional.of(new ObjectPath.One(Described.STATEFUL_SET, path.namespace(), name, path.metric()));
            default -> Optional.empty();
        };
    }
}

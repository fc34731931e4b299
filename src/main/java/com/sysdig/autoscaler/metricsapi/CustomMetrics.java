package com.sysdig.autoscaler.metricsapi;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Metrics of objects, of pods by their labels too, if the setting wants them. Never blocks. */
public final class CustomMetrics {
    private static final ObjectReading OFF = new ObjectReading.Refused(new Reading.Refused(
            Refusal.SWITCHED_OFF, "metrics of objects are not served: set autoscaler.custom-metrics=true"));

    private final boolean on;
    private final ObjectMetrics metrics;
    private final PodNames pods;

    public CustomMetrics(boolean on, ObjectMetrics metrics, ListedPods pods) {
        this(on, metrics, (PodNames) pods);
    }

    CustomMetrics(boolean on, ObjectMetrics metrics, PodNames pods) {
        this.on = on;
        this.metrics = metrics;
        this.pods = pods;
    }

    ObjectReading read(ObjectPath.One path, String metricSelector) {
        return on ? metrics.read(path, metricSelector) : OFF;
    }

    /**
     * Completes within {@code patience}, if it is not over already.
     *
     * @param podSelector which pods, as text
     */
    CompletionStage<ObjectReading> read(
            ObjectPath.Pods path, String podSelector, String metricSelector, Duration patience) {
        if (!on) {
            return CompletableFuture.completedStage(OFF);
        }
        if (LabelSelector.parse(podSelector) instanceof ParsedSelector.Malformed(var fault)) {
            return CompletableFuture.completedStage(new ObjectReading.Refused(new Reading.Refused(
                    Refusal.MALFORMED_SELECTOR,
                    "the label selector \"%s\" cannot be read: %s".formatted(podSelector, fault))));
        }
        var listing = pods.of(path.namespace(), podSelector)
                .completeOnTimeout(PodNames.Listed.LATE, patience.toMillis(), TimeUnit.MILLISECONDS);
        return listing.thenApply(listed -> switch (listed) {
            case PodNames.Listed.Names(var names) -> metrics.read(path, names, metricSelector);
            case PodNames.Listed.Unknown(var why) ->
                new ObjectReading.Refused(new Reading.Refused(
                        Refusal.PODS_UNLISTED,
                        "the pods of namespace %s are not known: %s".formatted(path.namespace(), why)));
        });
    }
}

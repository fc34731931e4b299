package com.sysdig.autoscaler.metricsapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/** The values of one metric; the HorizontalPodAutoscaler adds them up, so that we always give one. */
@RegisterForReflection
@JsonPropertyOrder({"kind", "apiVersion", "metadata", "items"})
record ExternalMetricValueList(List<Item> items) implements Body {
    ExternalMetricValueList {
        items = List.copyOf(items);
    }

    @JsonProperty
    String kind() {
        return "ExternalMetricValueList";
    }

    @JsonProperty
    String apiVersion() {
        return Discovery.GROUP_VERSION;
    }

    @JsonProperty
    Map<String, String> metadata() {
        return Map.of();
    }

    /**
     * One value.
     *
     * @param timestamp RFC 3339, whole seconds
     * @param value a Kubernetes quantity
     */
    @RegisterForReflection
    @JsonPropertyOrder({"metricName", "metricLabels", "timestamp", "value"})
    record Item(String metricName, Map<String, String> metricLabels, String timestamp, String value) {}
}

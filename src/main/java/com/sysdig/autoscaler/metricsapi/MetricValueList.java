package com.sysdig.autoscaler.metricsapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One metric of objects, in one of the two versions, which differ in the items' names. */
@RegisterForReflection
@JsonPropertyOrder({"kind", "apiVersion", "metadata", "items"})
record MetricValueList(String apiVersion, List<Item> items) implements Body {
    MetricValueList {
        items = List.copyOf(items);
    }

    static MetricValueList of(String version, ObjectReading.Found found) {
        var items = found.values().stream()
                .map(value -> version.equals(Discovery.CUSTOM_NEW) ? item(found, value) : oldItem(found, value))
                .toList();
        return new MetricValueList(Discovery.CUSTOM + "/" + version, items);
    }

    @JsonProperty
    String kind() {
        return "MetricValueList";
    }

    @JsonProperty
    Map<String, String> metadata() {
        return Map.of();
    }

    private static Item item(ObjectReading.Found found, ObjectReading.Value value) {
        return new NewItem(
                object(value),
                new Metric(found.metric(), selector(found.selector())),
                time(value),
                found.window().toSeconds(),
                value.value().amount().text());
    }

    private static Item oldItem(ObjectReading.Found found, ObjectReading.Value value) {
        return new OldItem(
                object(value),
                found.metric(),
                time(value),
                found.window().toSeconds(),
                value.value().amount().text(),
                selector(found.selector()));
    }

    private static DescribedObject object(ObjectReading.Value value) {
        return new DescribedObject(
                value.of().kind(), value.namespace(), value.name(), value.of().apiVersion());
    }

    /** RFC 3339, whole seconds. */
    private static String time(ObjectReading.Value value) {
        return value.value().takenAt().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static @Nullable Selector selector(LabelSelector selector) {
        return selector.requirements().isEmpty()
                ? null
                : selector.equalities()
                        .map(labels -> new Selector(labels, null))
                        .orElseGet(() -> new Selector(
                                null,
                                selector.requirements().stream()
                                        .map(Expression::of)
                                        .toList()));
    }

    sealed interface Item {}

    /** {@code value}: a Kubernetes quantity. */
    @RegisterForReflection
    @JsonPropertyOrder({"describedObject", "metric", "timestamp", "windowSeconds", "value"})
    record NewItem(DescribedObject describedObject, Metric metric, String timestamp, long windowSeconds, String value)
            implements Item {}

    /** {@code value}: a Kubernetes quantity. */
    @RegisterForReflection
    @JsonPropertyOrder({"describedObject", "metricName", "timestamp", "window", "value", "selector"})
    record OldItem(
            DescribedObject describedObject,
            String metricName,
            String timestamp,
            long window,
            String value,
            @Nullable Selector selector)
            implements Item {}

    @RegisterForReflection
    @JsonPropertyOrder({"kind", "namespace", "name", "apiVersion"})
    record DescribedObject(
            String kind,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String namespace,
            String name,
            String apiVersion) {}

    @RegisterForReflection
    record Metric(String name, @Nullable Selector selector) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Selector(
            @Nullable Map<String, String> matchLabels,
            @Nullable List<Expression> matchExpressions) {}

    @RegisterForReflection
    record Expression(String key, String operator, List<String> values) {
        static Expression of(Requirement requirement) {
            return new Expression(requirement.key(), name(requirement.operator()), List.copyOf(requirement.values()));
        }

        /** As a LabelSelector has it, which knows sets only. */
        private static String name(Requirement.Operator operator) {
            return switch (operator) {
                case EQUALS, IN -> "In";
                case NOT_EQUALS, NOT_IN -> "NotIn";
                case EXISTS -> "Exists";
                case DOES_NOT_EXIST -> "DoesNotExist";
                case GREATER_THAN, LESS_THAN -> operator.name().toLowerCase(Locale.ROOT);
            };
        }
    }
}

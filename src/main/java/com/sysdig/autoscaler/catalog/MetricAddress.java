package com.sysdig.autoscaler.catalog;

import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.Workload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * How a HorizontalPodAutoscaler names one of our metrics: written by {@code hpa}, looked up by the metrics API.
 *
 * @param name of the metric: in lower case, since the API server lower-cases it on the way; {@code query-<id>} for a query
 * @param labels the selector's {@code matchLabels}
 */
public record MetricAddress(String name, Map<String, String> labels) {
    public static final String KIND = "sysdig.com/kind";
    public static final String WORKLOAD = "sysdig.com/workload";
    public static final String METRIC = "sysdig.com/metric";

    private static final int MAX_LABEL = 63;
    private static final int HASH = 16; // hexadecimal digits

    public MetricAddress {
        labels = Map.copyOf(labels);
    }

    public static MetricAddress of(Workload workload, MetricSpec metric) {
        return new MetricAddress(
                name(metric),
                Map.of(
                        KIND, workload.kind().label(),
                        WORKLOAD, workloadLabel(workload.name()),
                        METRIC, metric.id()));
    }

    private static String name(MetricSpec metric) {
        return switch (metric.source()) {
            case MetricSpec.Series series -> series.metric().toLowerCase(Locale.ROOT);
            case MetricSpec.Query _ -> "query-" + metric.id();
        };
    }

    /**
     * The workload's name where a label value holds it (63 characters), else its beginning and a hash. The underscore
     * between them occurs in no workload's name, so that a shortened name is never another workload's full one.
     */
    public static String workloadLabel(String name) {
        return name.length() <= MAX_LABEL ? name : name.substring(0, MAX_LABEL - HASH - 1) + "_" + hash(name);
    }

    private static String hash(String name) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package com.sysdig.autoscaler.cli;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Settings of the autoscaler that decide what annotations may say and become. Each is an option, or else its environment
 * variable, or else the autoscaler's own default.
 */
enum SettingOption {
    CLUSTER_NAME("sysdig.cluster-name", null, "<name>", "The cluster's name as Sysdig shows it"),
    DEFAULT_MIN_REPLICAS("autoscaler.default-min-replicas", "1", "<n>", "For workloads without scale-min-replicas"),
    DEFAULT_MAX_REPLICAS(
            "autoscaler.default-max-replicas",
            null,
            "<n>",
            "For workloads without scale-max-replicas, which have to give one otherwise"),
    REPLICAS_CEILING("autoscaler.replicas-ceiling", "10000", "<n>", "No workload may ask for more"),
    SCALE_TO_ZERO("autoscaler.scale-to-zero", "false", "true|false", "Whether scale-min-replicas: 0 may be written"),
    RAW_QUERIES("autoscaler.raw-queries", "namespaced", "namespaced|allowed|denied", "What scale-query may read"),
    SAMPLE_INTERVAL("sysdig.sample-interval", "10s", "<duration>", "Distance of samples in Sysdig");

    private final String key;
    private final @Nullable String fallback;
    private final String label;
    private final String description;

    SettingOption(String key, @Nullable String fallback, String label, String description) {
        this.key = key;
        this.fallback = fallback;
        this.label = label;
        this.description = description;
    }

    /** Of the autoscaler's setting. */
    String key() {
        return key;
    }

    @Nullable
    String fallback() {
        return fallback;
    }

    /** {@code --replicas-ceiling}. */
    String option() {
        return "--" + key.substring(key.indexOf('.') + 1);
    }

    /** {@code AUTOSCALER_REPLICAS_CEILING}. */
    String variable() {
        return key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    OptionSpec spec() {
        var spec = OptionSpec.builder(option())
                .type(String.class)
                .paramLabel(label)
                .description("%s%s (%s)"
                        .formatted(description, fallback == null ? "" : "; " + fallback + " without this", variable()));
        return (label.contains("|") ? spec.completionCandidates(List.of(label.split("\\|", -1))) : spec).build();
    }
}

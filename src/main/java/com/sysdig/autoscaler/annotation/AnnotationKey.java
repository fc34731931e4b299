package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.MetricSpec;
import java.util.Map;
import java.util.stream.Collectors;

/** Every annotation there is, in the order of the documentation, which is tested against this list. */
public enum AnnotationKey {
    METRIC(
            Level.METRIC,
            "scale-metric",
            "name of the metric, with underscores (`sysdig_container_net_http_request_count`) or in the legacy dot notation"
                    + " (`net.http.request.count`)",
            "this or `scale-query` is required"),
    QUERY(
            Level.METRIC,
            "scale-query",
            "PromQL that yields exactly one number; variables `$cluster`, `$namespace`, `$kind`, `$workload`",
            "this or `scale-metric` is required",
            8192),
    TARGET(Level.METRIC, "scale-target", "Kubernetes quantity above zero: `100`, `250m`, `1.5k`", "required"),
    TARGET_TYPE(
            Level.METRIC,
            "scale-target-type",
            "`AverageValue` (the total divided by the pods is held at the target) or `Value` (the number itself is held at"
                    + " the target)",
            "`AverageValue` for aggregation `sum` and for queries, else `Value`"),
    AGGREGATION(
            Level.METRIC,
            "scale-aggregation",
            "over the series of the workload: `sum`, `avg`, `min`, `max`, `p50`…`p99`",
            "`sum`; `avg` if the target type is given as `Value`"),
    FUNCTION(
            Level.METRIC,
            "scale-function",
            "over the window: `rate` (cumulative counter), `delta-rate` (Sysdig's counts per sample), `avg`, `min`, `max`,"
                    + " `last`",
            "`delta-rate` for Sysdig's counts per sample, `rate` for other names that end in `_total`, `_count`, `_sum` or"
                    + " `_bucket`, else `avg`; so also for the gauge `proc.count`"),
    WINDOW(Level.METRIC, "scale-window", "duration, `30s`…`1h`", "`2m`"),
    SCOPE(
            Level.METRIC,
            "scale-scope",
            "further PromQL label matchers, `container_name=\"web\",code=~\"5..\"`",
            "none",
            1024),
    ON_EMPTY(
            Level.METRIC,
            "scale-on-empty",
            "what a successful answer without data is: `missing`, or `zero` (for errors and idle services)",
            "`missing`"),
    MAX_REPLICAS(
            Level.WORKLOAD,
            "scale-max-replicas",
            "most replicas, 1…10000",
            "`autoscaler.default-max-replicas`; required where that is not set"),
    MIN_REPLICAS(
            Level.WORKLOAD,
            "scale-min-replicas",
            "fewest replicas, 1…maximum; 0 needs `autoscaler.scale-to-zero` and a `scale-query`",
            "`autoscaler.default-min-replicas`, which is 1"),
    CPU(
            Level.WORKLOAD,
            "scale-cpu",
            "average use of CPU in percent of the requests, `80%`, beside the metrics",
            "none"),
    MEMORY(
            Level.WORKLOAD,
            "scale-memory",
            "average use of memory in percent of the requests, `80%`, beside the metrics",
            "none"),
    UP_STABILIZATION(
            Level.WORKLOAD,
            "scale-up-stabilization",
            "how long growth must have been called for, `0s`…`1h`",
            "Kubernetes' own, `0s`"),
    DOWN_STABILIZATION(
            Level.WORKLOAD,
            "scale-down-stabilization",
            "how long shrinking must have been called for, `0s`…`1h`",
            "Kubernetes' own, `5m`"),
    UP_POLICIES(
            Level.WORKLOAD,
            "scale-up-policies",
            "how fast it may grow, a list: `4 pods/15s, 100%/15s`; period `1s`…`30m`",
            "Kubernetes' own"),
    DOWN_POLICIES(
            Level.WORKLOAD,
            "scale-down-policies",
            "how fast it may shrink, a list: `1 pod/1m, 10%/1m`; period `1s`…`30m`",
            "Kubernetes' own"),
    UP_SELECT(
            Level.WORKLOAD,
            "scale-up-select",
            "which of the policies for growth counts: `Max`, `Min`, or `Disabled` for no growth",
            "`Max`"),
    DOWN_SELECT(
            Level.WORKLOAD,
            "scale-down-select",
            "which of the policies for shrinking counts: `Max`, `Min`, or `Disabled` for no shrinking",
            "`Max`"),
    UP_TOLERANCE(
            Level.WORKLOAD,
            "scale-up-tolerance",
            "deviation above the target that is ignored, `5%` or `0.05`",
            "the cluster's own"),
    DOWN_TOLERANCE(
            Level.WORKLOAD,
            "scale-down-tolerance",
            "deviation below the target that is ignored, `5%` or `0.05`",
            "the cluster's own"),
    ON_MISSING(
            Level.WORKLOAD,
            "scale-on-missing",
            "what a gap in the data does: `hold`, `last-known/<duration>` (at most `1h`), `never-down`, `at-least/<replicas>`",
            "`hold`"),
    PAUSED(
            Level.WORKLOAD,
            "scale-paused",
            "`true`: no scaling; `up`, `down`: none in that direction; `false`: scaling",
            "`false`"),
    ADOPT(
            Level.WORKLOAD,
            "scale-adopt",
            "name of an existing HorizontalPodAutoscaler of this workload to take over",
            "none");

    /** What an annotation speaks of. */
    public enum Level {
        /** One metric; a suffix {@code .<id>} makes further ones. */
        METRIC,
        /** The whole workload. */
        WORKLOAD
    }

    /** All our annotations begin like this. */
    public static final String PREFIX = "sysdig.com/scale-";

    private static final String DOMAIN = "sysdig.com/";
    private static final int LENGTH = 256;

    private final Level level;
    private final String name;
    private final String meaning;
    private final String fallback;
    private final int maxLength;

    AnnotationKey(Level level, String name, String meaning, String fallback) {
        this(level, name, meaning, fallback, LENGTH);
    }

    AnnotationKey(Level level, String name, String meaning, String fallback, int maxLength) {
        this.level = level;
        this.name = name;
        this.meaning = meaning;
        this.fallback = fallback;
        this.maxLength = maxLength;
    }

    /** Those of an object's annotations that are ours, rightly spelt or not. */
    public static Map<String, String> ours(Map<String, String> annotations) {
        return annotations.entrySet().stream()
                .filter(annotation -> annotation.getKey().startsWith(PREFIX))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** As written on an object, {@code sysdig.com/scale-metric}. */
    public String key() {
        return DOMAIN + name;
    }

    /** As written for the metric of that id: with a suffix, except for {@code default}. */
    public String key(String id) {
        return level == Level.WORKLOAD || id.equals(MetricSpec.DEFAULT_ID) ? key() : key() + "." + id;
    }

    public Level level() {
        return level;
    }

    /** One sentence of Markdown. */
    public String meaning() {
        return meaning;
    }

    /** Markdown: what holds where the annotation is absent. */
    public String fallback() {
        return fallback;
    }

    /** Longest value, in characters. */
    public int maxLength() {
        return maxLength;
    }

    /** The part between domain and suffix, {@code scale-metric}. */
    String fixedPart() {
        return name;
    }
}

package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.ScalingPolicy;
import java.time.Duration;
import java.util.stream.Stream;

/** What is legal and probably not meant, as far as the annotations alone show it. */
public final class Suspicions {
    private Suspicions() {}

    /**
     * One of them, in the words of a {@link Problem}.
     *
     * @param key the annotation's full key
     */
    public record Suspicion(String key, String fault, String remedy) {}

    /** Raw queries whose answer may hold several numbers. */
    public static Stream<Suspicion> severalNumbers(ScalingPolicy policy) {
        return policy.metrics().stream()
                .filter(metric -> metric.source() instanceof MetricSpec.Query(var query) && !query.yieldsOneNumber())
                .map(metric -> new Suspicion(
                        AnnotationKey.QUERY.key(metric.id()),
                        "may yield several numbers, which count as none",
                        "wrap it, for example in sum(…)"));
    }

    /** Windows that hold less than two samples, which are {@code sampleInterval} apart. */
    public static Stream<Suspicion> shortWindows(ScalingPolicy policy, Duration sampleInterval) {
        var least = sampleInterval.multipliedBy(2);
        return policy.metrics().stream()
                .filter(metric -> metric.source() instanceof MetricSpec.Series series
                        && series.window().compareTo(least) < 0)
                .map(metric -> new Suspicion(
                        AnnotationKey.WINDOW.key(metric.id()),
                        "is shorter than two samples, which are %ds apart".formatted(sampleInterval.toSeconds()),
                        "write %ds or more".formatted(least.toSeconds())));
    }
}

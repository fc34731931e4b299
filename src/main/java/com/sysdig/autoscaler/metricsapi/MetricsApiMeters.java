package com.sysdig.autoscaler.metricsapi;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code sysdig_autoscaler_metric_reads_total}: reads by result, {@code served} or a {@link Refusal}.
 * {@code sysdig_autoscaler_metric_read_interval_seconds}: time between two reads of one metric at this replica, of one workload or with one
 * selector, which is how often its HorizontalPodAutoscaler really looks.
 */
@Singleton
final class MetricsApiMeters {
    private static final String SERVED = "served";

    /** Reads of what does not exist; any caller can think of many. */
    private static final Set<Refusal> NOBODYS = EnumSet.of(
            Refusal.MALFORMED_SELECTOR,
            Refusal.UNKNOWN_SELECTOR,
            Refusal.UNMANAGED_WORKLOAD,
            Refusal.UNKNOWN_METRIC,
            Refusal.UNKNOWN_OBJECT,
            Refusal.SWITCHED_OFF,
            Refusal.STARTING,
            Refusal.TOO_MANY);

    /** Around the controller's default of 15 s, up to where it is far behind. */
    private static final Duration[] BOUNDS = Stream.of(5, 10, 14, 16, 20, 30, 60, 120, 300, 900)
            .map(Duration::ofSeconds)
            .toArray(Duration[]::new);

    private final MeterProvider<Counter> reads;
    private final Timer interval;
    private final ReadIntervals intervals;

    MetricsApiMeters(MeterRegistry registry, InstantSource clock) {
        intervals = new ReadIntervals(clock);
        interval = Timer.builder("sysdig_autoscaler_metric_read_interval")
                .description("Time between two reads of one metric with one selector at this replica")
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
        reads = Counter.builder("sysdig_autoscaler_metric_reads")
                .description("Reads of metrics by result")
                .withRegistry(registry);
        of(SERVED);
        for (var refusal : Refusal.values()) {
            of(name(refusal));
        }
    }

    /** Whose read it was: namespace, metric and selector as its reader wrote them. */
    void count(Reading reading, String namespace, String metric, String selector) {
        switch (reading) {
            case Reading.Found _ -> served(namespace, metric, selector);
            case Reading.Refused(var reason, var _) -> {
                of(name(reason)).increment();
                if (!NOBODYS.contains(reason)) {
                    look(namespace, metric, selector);
                }
            }
        }
    }

    /** One read, of which many objects may come at once. */
    void served(String namespace, String metric, String selector) {
        of(SERVED).increment();
        look(namespace, metric, selector);
    }

    private void look(String namespace, String metric, String selector) {
        intervals.read(namespace, metric, selector).ifPresent(interval::record);
    }

    private Counter of(String result) {
        return reads.withTag("result", result);
    }

    private static String name(Refusal refusal) {
        return refusal.name().toLowerCase(Locale.ROOT);
    }
}

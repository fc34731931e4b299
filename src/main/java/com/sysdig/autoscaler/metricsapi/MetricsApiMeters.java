package com.sysdig.autoscaler.metricsapi;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;

/** {@code sysdig_autoscaler_metric_reads_total}: reads by result, {@code served} or a {@link Refusal}. */
@Singleton
final class MetricsApiMeters {
    private static final String SERVED = "served";

    private final MeterProvider<Counter> reads;

    MetricsApiMeters(MeterRegistry registry) {
        reads = Counter.builder("sysdig_autoscaler_metric_reads")
                .description("Reads of external metrics by result")
                .withRegistry(registry);
        of(SERVED);
        for (var refusal : Refusal.values()) {
            of(name(refusal));
        }
    }

    void count(Reading reading) {
        var result = switch (reading) {
            case Reading.Found _ -> SERVED;
            case Reading.Refused(var reason, var _) -> name(reason);
        };
        of(result).increment();
    }

    private Counter of(String result) {
        return reads.withTag("result", result);
    }

    private static String name(Refusal refusal) {
        return refusal.name().toLowerCase(Locale.ROOT);
    }
}

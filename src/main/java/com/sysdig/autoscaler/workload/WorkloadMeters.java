package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.catalog.Catalog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Managed workloads, what stands in their way, and what we write. */
@Singleton
final class WorkloadMeters {
    private final MeterRegistry registry;

    WorkloadMeters(MeterRegistry registry, Catalog catalog, ForeignHpas foreign) {
        this.registry = registry;
        Gauge.builder("sysdig.autoscaler.workloads.managed", catalog, Catalog::size)
                .description("Workloads with a sysdig.com/scale-* annotation")
                .register(registry);
        Gauge.builder("sysdig.autoscaler.workloads.invalid", catalog, Catalog::invalid)
                .description("Managed workloads whose annotations are wrong")
                .register(registry);
        Gauge.builder("sysdig.autoscaler.workloads.foreign.hpa", foreign, ForeignHpas::size)
                .description(
                        "Managed workloads that another HorizontalPodAutoscaler scales; known to the leading replica")
                .register(registry);
    }

    void wrote(WriteKind kind, WriteResult result) {
        Counter.builder("sysdig.autoscaler.hpa.writes")
                .description("Writes of HorizontalPodAutoscalers")
                .tag("kind", label(kind))
                .tag("result", label(result))
                .register(registry)
                .increment();
    }

    void told(EventReason reason, WriteResult result) {
        Counter.builder("sysdig.autoscaler.events")
                .description("Events on workloads; those repeated within the hour are not sent and not counted")
                .tag("reason", reason.text())
                .tag("result", label(result))
                .register(registry)
                .increment();
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

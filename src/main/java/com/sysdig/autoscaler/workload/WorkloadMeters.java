package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.policy.WorkloadKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.function.Supplier;

/** Managed workloads by state, how long a reconciliation takes, and what we write. */
@Singleton
final class WorkloadMeters {
    private final MeterRegistry registry;

    WorkloadMeters(MeterRegistry registry, Catalog catalog, WorkloadStates states) {
        this.registry = registry;
        gauge("managed", catalog::size);
        gauge("invalid", catalog::invalid);
        for (var state : WorkloadStates.State.values()) {
            gauge(label(state), () -> states.count(state));
        }
        for (var kind : WorkloadKind.values()) {
            timer(kind, WriteResult.DONE);
            timer(kind, WriteResult.FAILED);
        }
        for (var kind : WriteKind.values()) {
            for (var result : WriteResult.values()) {
                writes(kind, result);
            }
        }
    }

    <T> T timed(WorkloadKind kind, Supplier<T> reconciliation) {
        var sample = Timer.start(registry);
        var result = WriteResult.FAILED;
        try {
            var done = reconciliation.get();
            result = WriteResult.DONE;
            return done;
        } finally {
            sample.stop(timer(kind, result));
        }
    }

    void wrote(WriteKind kind, WriteResult result) {
        writes(kind, result).increment();
    }

    void told(EventReason reason, WriteResult result) {
        Counter.builder("sysdig.autoscaler.events")
                .description("Events on workloads; those repeated within the hour are not sent and not counted")
                .tag("reason", reason.text())
                .tag("result", label(result))
                .register(registry)
                .increment();
    }

    private Counter writes(WriteKind kind, WriteResult result) {
        return Counter.builder("sysdig.autoscaler.hpa.writes")
                .description("Writes of HorizontalPodAutoscalers")
                .tag("kind", label(kind))
                .tag("result", label(result))
                .register(registry);
    }

    private void gauge(String state, Supplier<Number> count) {
        Gauge.builder("sysdig.autoscaler.workloads", count)
                .description(
                        "Workloads with a sysdig.com/scale-* annotation, and how many of them are in each other state;"
                                + " foreign, conflict and adopted are known to the leading replica")
                .tag("state", state)
                .register(registry);
    }

    private Timer timer(WorkloadKind kind, WriteResult result) {
        return Timer.builder("sysdig.autoscaler.reconciliation")
                .description("Time of one reconciliation of a workload; failed ones are repeated")
                .tag("kind", kind.label())
                .tag("result", label(result))
                .register(registry);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

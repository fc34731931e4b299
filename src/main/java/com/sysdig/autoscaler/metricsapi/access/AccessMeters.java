package com.sysdig.autoscaler.metricsapi.access;

import com.sysdig.autoscaler.metricsapi.access.Authentication.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;

/** {@code sysdig_autoscaler_api_denied_total}: requests of strangers, by reason. */
@Singleton
final class AccessMeters {
    private final MeterProvider<Counter> denied;

    AccessMeters(MeterRegistry registry) {
        denied = Counter.builder("sysdig_autoscaler_api_denied")
                .description("Requests answered with 401")
                .withRegistry(registry);
        for (var reason : Reason.values()) {
            of(reason);
        }
    }

    void denied(Reason reason) {
        of(reason).increment();
    }

    private Counter of(Reason reason) {
        return denied.withTag("reason", reason.name().toLowerCase(Locale.ROOT));
    }
}

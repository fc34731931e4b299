package com.sysdig.autoscaler.registration;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** {@code sysdig_autoscaler_api_service{state}}: 1 for the state of the APIService, 0 for the others. */
public final class RegistrationMeters {
    private RegistrationMeters() {}

    public static void register(ApiServiceRegistration registration, MeterRegistry registry) {
        for (var state : RegistrationState.values()) {
            Gauge.builder("sysdig_autoscaler_api_service", registration, it -> it.state() == state ? 1 : 0)
                    .description("State of our APIService")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }
}

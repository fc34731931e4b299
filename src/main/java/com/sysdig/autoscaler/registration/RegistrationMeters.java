package com.sysdig.autoscaler.registration;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * {@code sysdig_autoscaler_api_service{state}} and {@code sysdig_autoscaler_webhook{state}}: 1 for the state of the
 * APIService and of the webhook configuration, 0 for the others.
 */
public final class RegistrationMeters {
    private RegistrationMeters() {}

    public static void register(ApiServiceRegistration registration, MeterRegistry registry) {
        register("sysdig_autoscaler_api_service", "State of our APIService", registration::state, registry);
    }

    public static void register(WebhookRegistration registration, MeterRegistry registry) {
        register("sysdig_autoscaler_webhook", "State of our webhook configuration", registration::state, registry);
    }

    private static void register(
            String name, String description, Supplier<RegistrationState> state, MeterRegistry registry) {
        for (var one : RegistrationState.values()) {
            Gauge.builder(name, () -> state.get() == one ? 1 : 0)
                    .description(description)
                    .tag("state", one.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }
}

package com.sysdig.autoscaler.registration;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * {@code sysdig_autoscaler_api_service{api,state}} and {@code sysdig_autoscaler_webhook{state}}: 1 for the state of each
 * APIService and of the webhook configuration, 0 for the others.
 */
public final class RegistrationMeters {
    private static final String API_SERVICE = "sysdig_autoscaler_api_service";
    private static final String WEBHOOK = "sysdig_autoscaler_webhook";

    private RegistrationMeters() {}

    public static void register(ApiServiceRegistration registration, MeterRegistry registry) {
        for (var state : RegistrationState.values()) {
            Gauge.builder(API_SERVICE, () -> isOne(registration::state, state))
                    .description("State of our APIServices")
                    .tags(tags(state).and("api", registration.name()))
                    .register(registry);
        }
    }

    public static void register(CustomRegistrations registrations, MeterRegistry registry) {
        registrations.versions().forEach(version -> register(version, registry));
    }

    public static void register(WebhookRegistration registration, MeterRegistry registry) {
        for (var state : RegistrationState.values()) {
            Gauge.builder(WEBHOOK, () -> isOne(registration::state, state))
                    .description("State of our webhook configuration")
                    .tags(tags(state))
                    .register(registry);
        }
    }

    private static int isOne(Supplier<RegistrationState> now, RegistrationState state) {
        return now.get() == state ? 1 : 0;
    }

    private static Tags tags(RegistrationState state) {
        return Tags.of("state", state.name().toLowerCase(Locale.ROOT));
    }
}

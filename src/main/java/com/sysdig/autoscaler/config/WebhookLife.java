package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.certificates.CurrentCertificate;
import com.sysdig.autoscaler.certificates.Registration;
import com.sysdig.autoscaler.registration.RegistrationMeters;
import com.sysdig.autoscaler.registration.WebhookRegistration;
import com.sysdig.autoscaler.upkeep.Upkeep;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Keeps the webhook current in the background. For itself, since tests leave it out: a webhook of an application that ends
 * with its tests would refuse what later ones store.
 */
@Singleton
final class WebhookLife {
    private final WebhookRegistration webhook;
    private final Upkeep upkeep;

    WebhookLife(WebhookRegistration webhook, Registering registering) {
        this.webhook = webhook;
        this.upkeep = registering.upkeep("keeping the webhook", webhook::settle);
    }

    void start(@Observes StartupEvent event, Registration settings, CurrentCertificate current, MeterRegistry meters) {
        if (settings.enabled()) {
            RegistrationMeters.register(webhook, meters);
            current.onChange(upkeep::soon);
            webhook.watch(upkeep::soon);
            upkeep.soon();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        upkeep.close();
    }
}

package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.certificates.CertificateMeters;
import com.sysdig.autoscaler.certificates.CertificateSource;
import com.sysdig.autoscaler.certificates.CurrentCertificate;
import com.sysdig.autoscaler.certificates.Registration;
import com.sysdig.autoscaler.metricsapi.access.TrustReading;
import com.sysdig.autoscaler.registration.ApiServiceRegistration;
import com.sysdig.autoscaler.registration.CustomRegistrations;
import com.sysdig.autoscaler.registration.RegistrationMeters;
import com.sysdig.autoscaler.upkeep.Upkeep;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps certificate, trust and registration current in the background. None of them stops the start: discovery has to be
 * served whatever the state of the cluster, and readiness tells what is missing.
 */
@Singleton
final class Serving {
    /** A look reads one Secret or three small files. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final List<Upkeep> running = new ArrayList<>();

    void startMeters(
            @Observes StartupEvent event, CurrentCertificate current, InstantSource clock, MeterRegistry meters) {
        CertificateMeters.register(current, clock, meters);
    }

    /** Of those that are kept: the state of others is not known, and would look like one that is wrong. */
    void startRegistrationMeters(
            @Observes StartupEvent event,
            Registration settings,
            ApiServiceRegistration registration,
            CustomRegistrations custom,
            MeterRegistry meters) {
        if (settings.enabled()) {
            RegistrationMeters.register(registration, meters);
        }
        if (settings.enabled() && settings.customMetrics()) {
            RegistrationMeters.register(custom, meters);
        }
    }

    void startCertificate(@Observes StartupEvent event, CertificateSource source) {
        start(new Upkeep("keeping the serving certificate", LOOK, source::settle));
    }

    void startTrust(@Observes StartupEvent event, TrustReading trust) {
        var upkeep = start(new Upkeep("reading whom to trust", MINUTE, trust::read));
        trust.watch(upkeep::soon);
    }

    void startRegistration(
            @Observes StartupEvent event,
            Registration settings,
            ApiServiceRegistration registration,
            Registering registering,
            CurrentCertificate current) {
        if (settings.enabled()) {
            var upkeep = start(registering.upkeep("keeping the APIService", registration::settle));
            current.onChange(upkeep::soon);
            registration.watch(upkeep::soon);
        }
    }

    void startCustomRegistration(
            @Observes StartupEvent event,
            Registration settings,
            CustomRegistrations registrations,
            Registering registering,
            CurrentCertificate current) {
        if (settings.enabled() && settings.customMetrics()) {
            var upkeep = start(registering.upkeep("keeping the APIServices of custom metrics", registrations::settle));
            current.onChange(upkeep::soon);
            registrations.watch(upkeep::soon);
        } else if (settings.enabled()) {
            start(registering.upkeep("taking back the APIServices of custom metrics", registrations::withdraw));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        running.forEach(Upkeep::close);
    }

    private Upkeep start(Upkeep upkeep) {
        running.add(upkeep);
        upkeep.soon();
        return upkeep;
    }
}

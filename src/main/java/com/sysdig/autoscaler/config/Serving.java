package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.certificates.CertificateOrigin;
import com.sysdig.autoscaler.certificates.CurrentCertificate;
import com.sysdig.autoscaler.certificates.Registration;
import com.sysdig.autoscaler.certificates.SelfManagedCertificate;
import com.sysdig.autoscaler.certificates.ServingBucket;
import com.sysdig.autoscaler.metricsapi.access.TrustReading;
import com.sysdig.autoscaler.registration.ApiServiceRegistration;
import com.sysdig.autoscaler.registration.RegistrationMeters;
import com.sysdig.autoscaler.upkeep.Upkeep;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps certificate, trust and registration current in the background. None of them stops the start: discovery has to be
 * served whatever the state of the cluster, and readiness tells what is missing.
 */
@Singleton
final class Serving {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final String NO_FILES = "autoscaler.certificates (environment variable AUTOSCALER_CERTIFICATES)"
            + " \"files\" is not there yet in this version, which keeps a certificate of its own;"
            + " write for example autoscaler.certificates=self-managed";

    private final List<Upkeep> running = new ArrayList<>();

    void startCertificate(
            @Observes StartupEvent event,
            CertificateOrigin origin,
            SelfManagedCertificate certificate,
            CurrentCertificate current,
            ServingBucket bucket) {
        if (origin == CertificateOrigin.FILES) {
            throw new IllegalStateException(new PreventFurtherStepsException(NO_FILES, 1));
        }
        current.onChange(bucket::reload);
        start(new Upkeep("keeping the serving certificate", HOUR, certificate::settle));
    }

    void startTrust(@Observes StartupEvent event, TrustReading trust) {
        var upkeep = start(new Upkeep("reading whom to trust", MINUTE, trust::read));
        trust.watch(upkeep::soon);
    }

    void startRegistration(
            @Observes StartupEvent event,
            Registration settings,
            ApiServiceRegistration registration,
            CurrentCertificate current,
            MeterRegistry meters) {
        if (settings.enabled()) {
            RegistrationMeters.register(registration, meters);
            var upkeep = start(new Upkeep("keeping the APIService", MINUTE, registration::settle));
            current.onChange(upkeep::soon);
            registration.watch(upkeep::soon);
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

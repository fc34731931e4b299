package com.sysdig.autoscaler.certificates;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;

/**
 * {@code sysdig_autoscaler_certificate_expiry_seconds}: until the certificate expires that is served with, negative
 * afterwards. There is none while there is no certificate.
 */
public final class CertificateMeters {
    private static final String EXPIRY = "sysdig.autoscaler.certificate.expiry";

    private CertificateMeters() {}

    public static void register(CurrentCertificate current, InstantSource clock, MeterRegistry registry) {
        current.onChange(() -> gauge(current, clock, registry));
        if (current.get().isPresent()) {
            gauge(current, clock, registry);
        }
    }

    private static void gauge(CurrentCertificate current, InstantSource clock, MeterRegistry registry) {
        if (registry.find(EXPIRY).gauge() == null) {
            Gauge.builder(EXPIRY, () -> rest(current, clock))
                    .description("Time until the serving certificate expires, negative afterwards")
                    .baseUnit("seconds")
                    .register(registry);
        }
    }

    private static double rest(CurrentCertificate current, InstantSource clock) {
        return Duration.between(clock.instant(), current.get().orElseThrow().expiry())
                .toSeconds();
    }
}

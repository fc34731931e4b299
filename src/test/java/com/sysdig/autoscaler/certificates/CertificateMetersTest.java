package com.sysdig.autoscaler.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CertificateMetersTest {
    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
    private static final ServiceAddress ADDRESS = new ServiceAddress("ops", "scaler", 443);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CurrentCertificate current = new CurrentCertificate();
    private Instant now = START;

    @Test
    void tellsHowLongTheCertificateLasts() {
        CertificateMeters.register(current, () -> now, registry);
        assertThat(registry.getMeters()).isEmpty();

        FixedCertificate.issueInto(current, ADDRESS, START);
        assertThat(expiry().getId().getBaseUnit()).isEqualTo("seconds");
        assertThat(expiry().value()).isEqualTo(365 * 86_400.0);

        now = START.plus(Duration.ofDays(366));
        assertThat(expiry().value()).isEqualTo(-86_400.0);

        FixedCertificate.issueInto(current, ADDRESS, now);
        assertThat(expiry().value()).isEqualTo(365 * 86_400.0);
    }

    @Test
    void knowsACertificateThatWasThereBefore() {
        FixedCertificate.issueInto(current, ADDRESS, START);

        CertificateMeters.register(current, () -> now, registry);

        assertThat(expiry().value()).isEqualTo(365 * 86_400.0);
    }

    private Gauge expiry() {
        return registry.get("sysdig.autoscaler.certificate.expiry").gauge();
    }
}

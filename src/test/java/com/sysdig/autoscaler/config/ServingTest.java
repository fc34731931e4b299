package com.sysdig.autoscaler.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.certificates.CurrentCertificate;
import com.sysdig.autoscaler.certificates.Registration;
import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.registration.ApiServiceRegistration;
import com.sysdig.autoscaler.registration.CustomRegistrations;
import com.sysdig.autoscaler.registration.ServedApi;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody is asked: the client only has to be there. */
class ServingTest {
    private static final ServiceAddress OURS = new ServiceAddress("ops", "scaler", 443);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    private final KubernetesClient kubernetes = new KubernetesClientBuilder().build();
    private final CurrentCertificate certificate = new CurrentCertificate();

    @AfterEach
    void close() {
        kubernetes.close();
    }

    @Test
    void onlyApiServicesThatAreKeptHaveAMeter() {
        var external = "v1beta1.external.metrics.k8s.io";

        assertThat(metered(new Registration(true, false))).containsExactly(external);
        assertThat(metered(new Registration(true, true)))
                .containsExactlyInAnyOrder(external, "v1beta1.custom.metrics.k8s.io", "v1beta2.custom.metrics.k8s.io");
        assertThat(metered(new Registration(false, true))).isEmpty();
        assertThat(metered(new Registration(false, false))).isEmpty();
    }

    private Set<String> metered(Registration settings) {
        var meters = new SimpleMeterRegistry();
        new Serving()
                .startRegistrationMeters(
                        new StartupEvent(),
                        settings,
                        new ApiServiceRegistration(kubernetes, OURS, certificate, CLOCK, ServedApi.EXTERNAL),
                        new CustomRegistrations(kubernetes, OURS, certificate, CLOCK),
                        meters);
        return meters.getMeters().stream()
                .map(meter -> meter.getId().getTag("api"))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}

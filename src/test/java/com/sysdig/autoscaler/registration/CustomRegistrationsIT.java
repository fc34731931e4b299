package com.sysdig.autoscaler.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.certificates.CurrentCertificate;
import com.sysdig.autoscaler.certificates.FixedCertificate;
import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.testbed.Testbed;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomRegistrationsIT {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final ServiceAddress OURS = new ServiceAddress("ops", "scaler", 8443);

    private final KubernetesClient kubernetes =
            Testbed.shared().withoutProduct().kubernetes();
    private final CurrentCertificate certificate = new CurrentCertificate();
    private final CustomRegistrations registrations = new CustomRegistrations(kubernetes, OURS, certificate, () -> NOW);

    @BeforeEach
    @AfterEach
    void leaveNoneBehind() {
        Stream.of("v1beta2", "v1beta1").map(this::live).forEach(service -> {
            service.delete();
            await().atMost(Duration.ofSeconds(30)).until(() -> service.get() == null);
        });
    }

    @Test
    void createsBothVersionsAndPrefersTheNewOne() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);

        registrations.settle();

        assertThat(Stream.of("v1beta2", "v1beta1").map(version -> live(version).get()))
                .allSatisfy(service -> {
                    assertThat(service.getSpec().getGroup()).isEqualTo("custom.metrics.k8s.io");
                    assertThat(service.getSpec().getService().getName()).isEqualTo("scaler");
                    assertThat(service.getSpec().getCaBundle()).isNotEmpty();
                })
                .extracting(service -> service.getSpec().getVersionPriority())
                .containsExactly(200, 100);
    }

    @Test
    void leavesAVersionOfAnotherAdapterAloneAndKeepsTheOther() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        kubernetes
                .resource(new APIServiceBuilder()
                        .withNewMetadata()
                        .withName("v1beta1.custom.metrics.k8s.io")
                        .endMetadata()
                        .withNewSpec()
                        .withGroup("custom.metrics.k8s.io")
                        .withVersion("v1beta1")
                        .withNewService("prometheus-adapter", "monitoring", 443)
                        .withInsecureSkipTLSVerify(true)
                        .withGroupPriorityMinimum(50)
                        .withVersionPriority(50)
                        .endSpec()
                        .build())
                .create();

        registrations.settle();

        assertThat(live("v1beta1").get().getSpec().getService().getName()).isEqualTo("prometheus-adapter");
        assertThat(live("v1beta1").get().getSpec().getCaBundle()).isNull();
        assertThat(live("v1beta2").get().getSpec().getService().getName()).isEqualTo("scaler");
    }

    private Resource<APIService> live(String version) {
        return kubernetes.apiServices().withName(version + ".custom.metrics.k8s.io");
    }
}

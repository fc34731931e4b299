package com.sysdig.autoscaler.registration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.certificates.CurrentCertificate;
import com.sysdig.autoscaler.certificates.FixedCertificate;
import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.episode.LogLines;
import com.sysdig.autoscaler.testbed.Edits;
import com.sysdig.autoscaler.testbed.Testbed;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomRegistrationsIT {
    private static final String MADE_BY = "app.kubernetes.io/managed-by";
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
        createTheirs();

        registrations.settle();

        assertThat(live("v1beta1").get().getSpec().getService().getName()).isEqualTo("prometheus-adapter");
        assertThat(live("v1beta1").get().getSpec().getCaBundle()).isNull();
        assertThat(live("v1beta2").get().getSpec().getService().getName()).isEqualTo("scaler");
    }

    @Test
    void takesBackWhatTheProductMadeWhereItIsNotServedAnyMore() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        registrations.settle();

        takeBack();

        assertThat(live("v1beta2").get()).isNull();
        assertThat(live("v1beta1").get()).isNull();
    }

    @Test
    void leavesWhatHelmOrAManifestMadeToThem() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        registrations.settle();
        Edits.edit(live("v1beta2"), service -> labelled(service, "Helm"));
        Edits.edit(live("v1beta1"), CustomRegistrationsIT::withoutLabel);

        takeBack();

        assertThat(live("v1beta2").get()).isNotNull();
        assertThat(live("v1beta1").get()).isNotNull();
    }

    @Test
    void takesNothingBackThatLeadsToSomebodyElse() throws Exception {
        createTheirs();
        Edits.edit(live("v1beta1"), service -> labelled(service, "sysdig-autoscaler"));

        takeBack();

        assertThat(live("v1beta1").get()).isNotNull();
    }

    @Test
    void meterReportAndLogTellWhichVersionAnotherAdapterHasTakenOverAndThatItIsOursAgain() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        var registry = new SimpleMeterRegistry();
        RegistrationMeters.register(registrations, registry);
        createTheirs();
        try (var log = new LogLines(ForeignOwner.class)) {
            registrations.settle();

            assertThat(states(registry)).containsExactlyInAnyOrder("v1beta2 current", "v1beta1 foreign");
            assertThat(registrations.text())
                    .startsWith("v1beta2.custom.metrics.k8s.io: ours; v1beta1.custom.metrics.k8s.io: ")
                    .contains(
                            "belongs to monitoring/prometheus-adapter", "custom metrics", "Since 2026-06-01T12:00:00Z");
            leaveNoneBehind();
            registrations.settle();
            registrations.settle();

            assertThat(states(registry)).contains("v1beta1 current");
            assertThat(log.lines())
                    .satisfiesExactly(
                            begin -> assertThat(begin).contains("belongs to monitoring/prometheus-adapter"),
                            end -> assertThat(end).contains("is ours; it belonged to monitoring/prometheus-adapter"));
        }
    }

    /** Until it goes through, as the background work does it: the API server writes the status at any time. */
    private void takeBack() {
        await().ignoreExceptionsMatching(KubernetesClientException.class::isInstance)
                .until(() -> {
                    registrations.withdraw();
                    return true;
                });
    }

    private static APIService labelled(APIService service, String madeBy) {
        return new APIServiceBuilder(service)
                .editMetadata()
                .addToLabels(MADE_BY, madeBy)
                .endMetadata()
                .build();
    }

    private static APIService withoutLabel(APIService service) {
        return new APIServiceBuilder(service)
                .editMetadata()
                .removeFromLabels(MADE_BY)
                .endMetadata()
                .build();
    }

    private static Stream<String> states(MeterRegistry registry) {
        return registry.get("sysdig_autoscaler_api_service").gauges().stream()
                .filter(gauge -> gauge.value() == 1)
                .map(Gauge::getId)
                .map(id -> requireNonNull(id.getTag("api")).replace(".custom.metrics.k8s.io", "") + " "
                        + id.getTag("state"));
    }

    private void createTheirs() {
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
    }

    private Resource<APIService> live(String version) {
        return kubernetes.apiServices().withName(version + ".custom.metrics.k8s.io");
    }
}

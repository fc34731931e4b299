package com.sysdig.autoscaler.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.certificates.CurrentCertificate;
import com.sysdig.autoscaler.certificates.FixedCertificate;
import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.testbed.Edits;
import com.sysdig.autoscaler.testbed.Testbed;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiServiceRegistrationIT {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final ServiceAddress OURS = new ServiceAddress("ops", "scaler", 8443);

    private final KubernetesClient kubernetes =
            Testbed.shared().withoutProduct().kubernetes();
    private final CurrentCertificate certificate = new CurrentCertificate();
    private Instant now = NOW;
    private final ApiServiceRegistration registration =
            new ApiServiceRegistration(kubernetes, OURS, certificate, () -> now, ServedApi.EXTERNAL);

    @BeforeEach
    @AfterEach
    void leaveNoneBehind() {
        live().delete();
        await().until(() -> live().get() == null);
    }

    @Test
    void writesNothingBeforeThereIsACertificate() throws Exception {
        settle();

        assertThat(registration.state()).isEqualTo(RegistrationState.WAITING);
        assertThat(live().get()).isNull();
    }

    @Test
    void createsWhatIsMissing() throws Exception {
        var serving = FixedCertificate.issueInto(certificate, OURS, NOW);

        settle();

        var spec = live().get().getSpec();
        assertThat(spec.getService().getName()).isEqualTo("scaler");
        assertThat(spec.getService().getNamespace()).isEqualTo("ops");
        assertThat(spec.getService().getPort()).isEqualTo(8443);
        assertThat(caBundle()).isEqualTo(serving.authorityPem());
        assertThat(registration.state()).isEqualTo(RegistrationState.CURRENT);
    }

    @Test
    void writesNothingWhereNothingDiffers() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        settle();
        var before = resourceVersionOfSpec();

        settle();

        assertThat(resourceVersionOfSpec()).isEqualTo(before);
    }

    @Test
    void putsForeignChangesBackAndLeavesLabelsAlone() throws Exception {
        var serving = FixedCertificate.issueInto(certificate, OURS, NOW);
        settle();
        change(service -> new APIServiceBuilder(service)
                .editMetadata()
                .addToLabels("helm.sh/chart", "sysdig-autoscaler")
                .endMetadata()
                .editSpec()
                .withCaBundle(null)
                .withInsecureSkipTLSVerify(true)
                .withGroupPriorityMinimum(7)
                .endSpec()
                .build());

        settle();

        assertThat(caBundle()).isEqualTo(serving.authorityPem());
        assertThat(live().get().getSpec().getInsecureSkipTLSVerify()).isNotEqualTo(true);
        assertThat(live().get().getSpec().getGroupPriorityMinimum()).isEqualTo(100);
        assertThat(live().get().getMetadata().getLabels()).containsEntry("helm.sh/chart", "sysdig-autoscaler");
    }

    @Test
    void followsTheAuthority() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        settle();
        var next = FixedCertificate.issueInto(certificate, OURS, NOW.plusSeconds(1));

        settle();

        assertThat(caBundle()).isEqualTo(next.authorityPem());
    }

    @ParameterizedTest
    @ValueSource(strings = {"inject-ca-from", "inject-ca-from-secret", "inject-apiserver-ca"})
    void leavesTheBundleToCertManagerWhereItIsAskedTo(String annotation) throws Exception {
        var serving = FixedCertificate.issueInto(certificate, OURS, NOW);
        settle();
        FixedCertificate.issueInto(certificate, OURS, NOW.plusSeconds(1));
        change(service -> new APIServiceBuilder(service)
                .editMetadata()
                .addToAnnotations("cert-manager.io/" + annotation, "ops/scaler")
                .endMetadata()
                .editSpec()
                .withVersionPriority(7)
                .endSpec()
                .build());

        settle();

        assertThat(caBundle()).isEqualTo(serving.authorityPem());
        assertThat(live().get().getSpec().getVersionPriority()).isEqualTo(100);
    }

    @Test
    void leavesTheApiServiceOfAnotherAdapterAlone() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        kubernetes.resource(foreign()).create();
        var before = live().get().getSpec();

        settle();

        assertThat(live().get().getSpec()).isEqualTo(before);
        assertThat(registration.state()).isEqualTo(RegistrationState.FOREIGN);
    }

    @Test
    void takesTheNameOnceTheOtherAdapterIsGone() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        kubernetes.resource(foreign()).create();
        settle();
        leaveNoneBehind();

        settle();

        assertThat(registration.state()).isEqualTo(RegistrationState.CURRENT);
        assertThat(live().get().getSpec().getService().getName()).isEqualTo("scaler");
    }

    @Test
    void leavesItMissingForAWhileSinceAnUninstallTakesItAwayFirst() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        settle();
        leaveNoneBehind();

        settle();
        now = now.plus(Absence.PATIENCE).minusSeconds(1);
        settle();

        assertThat(live().get()).isNull();
        assertThat(registration.state()).isEqualTo(RegistrationState.MISSING);
    }

    @Test
    void putsItBackWhenNoUninstallFollows() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        settle();
        leaveNoneBehind();
        settle();

        now = now.plus(Absence.PATIENCE);
        settle();

        assertThat(live().get()).isNotNull();
        assertThat(registration.state()).isEqualTo(RegistrationState.CURRENT);
    }

    @Test
    void tellsOfChangesByOthers() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        settle();
        var changes = new AtomicInteger();
        registration.watch(changes::incrementAndGet);
        await().until(() -> changes.get() > 0);
        var before = changes.get();

        live().delete();

        await().until(() -> changes.get() > before);
    }

    /** Until it goes through, as the background work does it. */
    private void settle() {
        await().ignoreExceptionsMatching(KubernetesClientException.class::isInstance)
                .until(() -> {
                    registration.settle();
                    return true;
                });
    }

    private Resource<APIService> live() {
        return kubernetes.apiServices().withName("v1beta1.external.metrics.k8s.io");
    }

    /** The API server writes the status at any time, and one of the two is refused then. */
    private void change(UnaryOperator<APIService> edit) {
        Edits.edit(live(), edit);
    }

    /** The API server writes the status as it likes, so that the resource version says nothing about us. */
    private String resourceVersionOfSpec() {
        return live().get().getMetadata().getManagedFields().stream()
                .filter(entry -> entry.getSubresource() == null)
                .map(entry -> entry.getManager() + entry.getTime())
                .toList()
                .toString();
    }

    private String caBundle() {
        var bundle = live().get().getSpec().getCaBundle();
        return new String(Base64.getDecoder().decode(bundle), StandardCharsets.US_ASCII);
    }

    private static APIService foreign() {
        return new APIServiceBuilder()
                .withNewMetadata()
                .withName("v1beta1.external.metrics.k8s.io")
                .endMetadata()
                .withNewSpec()
                .withGroup("external.metrics.k8s.io")
                .withVersion("v1beta1")
                .withNewService("keda-metrics-apiserver", "keda", 443)
                .withInsecureSkipTLSVerify(true)
                .withGroupPriorityMinimum(100)
                .withVersionPriority(100)
                .endSpec()
                .build();
    }
}

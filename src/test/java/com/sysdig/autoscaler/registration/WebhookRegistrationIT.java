package com.sysdig.autoscaler.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.certificates.ClientAuthority;
import com.sysdig.autoscaler.certificates.CurrentCertificate;
import com.sysdig.autoscaler.certificates.FixedCertificate;
import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.episode.LogLines;
import com.sysdig.autoscaler.testbed.Edits;
import com.sysdig.autoscaler.testbed.Testbed;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ServiceReferenceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WebhookRegistrationIT {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final ServiceAddress OURS = new ServiceAddress("ops", "scaler", 8443);

    private final KubernetesClient kubernetes =
            Testbed.shared().withoutProduct().kubernetes();
    private final CurrentCertificate certificate = new CurrentCertificate();
    private Instant now = NOW;
    private final WebhookRegistration registration = another();

    @BeforeEach
    @AfterEach
    void leaveNoneBehind() {
        live().delete();
        await().until(() -> live().get() == null);
    }

    @Test
    void writesNothingBeforeThereIsACertificate() throws Exception {
        registration.settle();

        assertThat(registration.state()).isEqualTo(RegistrationState.WAITING);
        assertThat(live().get()).isNull();
    }

    @Test
    void createsWhatIsMissing() throws Exception {
        var serving = FixedCertificate.issueInto(certificate, OURS, NOW);

        registration.settle();

        var webhook = webhook();
        assertThat(caBundle()).isEqualTo(serving.authorityPem());
        var service = webhook.getClientConfig().getService();
        assertThat(service.getNamespace() + "/" + service.getName() + ":" + service.getPort() + service.getPath())
                .matches("ops/scaler:8443/admission/workloads/[0-9a-f]{32}");
        assertThat(webhook.getFailurePolicy()).isEqualTo("Fail");
        assertThat(webhook.getSideEffects()).isEqualTo("None");
        assertThat(webhook.getMatchPolicy()).isEqualTo("Equivalent");
        assertThat(webhook.getTimeoutSeconds()).isLessThanOrEqualTo(5);
        assertThat(namespaces()).containsExactly("kubernetes.io/metadata.name NotIn [ops]");
        assertThat(live().get().getMetadata().getAnnotations()).containsEntry("admissions.enforcer/disabled", "true");
        assertThat(registration.state()).isEqualTo(RegistrationState.CURRENT);
    }

    @Test
    void everyReplicaKnowsTheKeyThatOneMade() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        var other = another();
        registration.settle();

        other.settle();

        assertThat(registration.isKey(key())).isTrue();
        assertThat(other.isKey(key())).isTrue();
        assertThat(other.isKey("0".repeat(32))).isFalse();
    }

    /** As an upgrade does that applies the manifests anew. */
    @Test
    void keyThatSomebodyTookOutIsPutBack() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        registration.settle();
        var made = key();
        edit(WebhookRegistrationIT::withoutPath);

        registration.settle();

        assertThat(key()).isEqualTo(made);
    }

    @Test
    void keyBeforeTheLastIsGoodForCallsThatAreOnTheirWay() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        registration.settle();
        var first = key();
        edit(WebhookRegistrationIT::withoutPath);
        another().settle();

        registration.settle();

        assertThat(key()).isNotEqualTo(first);
        assertThat(registration.isKey(key())).isTrue();
        assertThat(registration.isKey(first)).isTrue();
    }

    private static ValidatingWebhookConfigurationBuilder withoutPath(ValidatingWebhookConfigurationBuilder live) {
        return live.editFirstWebhook()
                .editClientConfig()
                .editService()
                .withPath(null)
                .endService()
                .endClientConfig()
                .endWebhook();
    }

    private WebhookRegistration another() {
        return new WebhookRegistration(kubernetes, OURS, certificate, "/admission/workloads", () -> now);
    }

    private String key() {
        var path = webhook().getClientConfig().getService().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Test
    void writesNothingWhereNothingDiffers() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        registration.settle();
        var before = live().get().getMetadata().getResourceVersion();

        registration.settle();

        assertThat(live().get().getMetadata().getResourceVersion()).isEqualTo(before);
    }

    @Test
    void putsForeignChangesBackAndLeavesLabelsAlone() throws Exception {
        var serving = FixedCertificate.issueInto(certificate, OURS, NOW);
        registration.settle();
        var ours = live().get().getWebhooks();
        edit(configuration -> configuration
                .editMetadata()
                .addToLabels("helm.sh/chart", "sysdig-autoscaler")
                .endMetadata()
                .editFirstWebhook()
                .withMatchConditions()
                .withFailurePolicy("Ignore")
                .editClientConfig()
                .withCaBundle(null)
                .endClientConfig()
                .endWebhook());

        registration.settle();

        assertThat(live().get().getWebhooks()).isEqualTo(ours);
        assertThat(caBundle()).isEqualTo(serving.authorityPem());
        assertThat(live().get().getMetadata().getLabels()).containsEntry("helm.sh/chart", "sysdig-autoscaler");
    }

    /** Where the calls go is ours to keep as well: a wrong port would refuse every change of our annotations. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void putsAChangedServiceBack(String what, UnaryOperator<ServiceReferenceBuilder> change) throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        registration.settle();
        var ours = live().get().getWebhooks();
        edit(configuration -> configuration
                .editFirstWebhook()
                .editClientConfig()
                .withService(change.apply(new ServiceReferenceBuilder(
                                webhook().getClientConfig().getService()))
                        .build())
                .endClientConfig()
                .endWebhook());

        registration.settle();

        assertThat(live().get().getWebhooks()).as(what).isEqualTo(ours);
        assertThat(registration.state()).isEqualTo(RegistrationState.CURRENT);
    }

    static Stream<Arguments> places() {
        return Stream.of(
                place("namespace", service -> service.withNamespace("elsewhere")),
                place("name", service -> service.withName("other")),
                place("port", service -> service.withPort(1)),
                place("path", service -> service.withPath("/other")));
    }

    private static Arguments place(String what, UnaryOperator<ServiceReferenceBuilder> change) {
        return Arguments.of(what, change);
    }

    @Test
    void putsAUrlInPlaceOfTheServiceBack() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        registration.settle();
        edit(configuration -> configuration
                .editFirstWebhook()
                .editClientConfig()
                .withService(null)
                .withUrl("https://example.com/reviews")
                .endClientConfig()
                .endWebhook());

        registration.settle();

        assertThat(webhook().getClientConfig().getUrl()).isNull();
        assertThat(webhook().getClientConfig().getService().getName()).isEqualTo(OURS.name());
    }

    /** As manifests and older versions make it: a reference to us, and no signature. */
    @Test
    void signsWhatCallsUsAndKeepsItFromThen() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        registration.settle();
        edit(configuration -> configuration
                .editMetadata()
                .removeFromAnnotations(Keeper.SIGNATURE)
                .endMetadata());

        registration.settle();

        assertThat(live().get().getMetadata().getAnnotations()).containsEntry(Keeper.SIGNATURE, "ops/scaler");
    }

    @Test
    void leavesSomebodyElsesOfOurNameAlone() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        kubernetes
                .resource(new ValidatingWebhookConfigurationBuilder()
                        .withNewMetadata()
                        .withName(WebhookRegistration.NAME)
                        .endMetadata()
                        .addNewWebhook()
                        .withName("theirs.example.com")
                        .withAdmissionReviewVersions("v1")
                        .withSideEffects("None")
                        .withFailurePolicy("Ignore")
                        .withNewClientConfig()
                        .withUrl("https://127.0.0.1:9/theirs")
                        .endClientConfig()
                        .endWebhook()
                        .build())
                .create();
        var before = live().get();

        registration.settle();

        assertThat(live().get()).isEqualTo(before);
        assertThat(registration.state()).isEqualTo(RegistrationState.FOREIGN);
        assertThat(registration.text()).contains("belongs to somebody else");
    }

    @Test
    void tellsOnceThatItIsSomebodyElsesAndOnceThatItIsOursAndAfterHowLong() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        registration.settle();
        edit(configuration -> configuration
                .editMetadata()
                .addToAnnotations(Keeper.SIGNATURE, "elsewhere/scaler")
                .endMetadata());
        try (var log = new LogLines(ForeignOwner.class)) {
            registration.settle();
            now = NOW.plusSeconds(30);
            registration.settle();
            edit(configuration -> configuration
                    .editMetadata()
                    .addToAnnotations(Keeper.SIGNATURE, "ops/scaler")
                    .endMetadata());
            registration.settle();
            registration.settle();

            assertThat(log.lines())
                    .satisfiesExactly(
                            begin -> assertThat(begin).contains("belongs to elsewhere/scaler and is left alone"),
                            end -> assertThat(end).endsWith("is ours; it belonged to elsewhere/scaler for PT30S"));
        }
    }

    /** cert-manager writes the bundle then; everything else stays ours. */
    @Test
    void leavesTheBundleToWhomeverItIsAskedOf() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        registration.settle();
        var theirs = ClientAuthority.create(NOW).pem();
        edit(configuration -> configuration
                .editMetadata()
                .addToAnnotations("cert-manager.io/inject-ca-from", "ops/serving")
                .endMetadata()
                .editFirstWebhook()
                .withFailurePolicy("Ignore")
                .editClientConfig()
                .withCaBundle(Base64.getEncoder().encodeToString(theirs.getBytes(StandardCharsets.US_ASCII)))
                .endClientConfig()
                .endWebhook());
        FixedCertificate.issueInto(certificate, OURS, NOW.plusSeconds(1));

        registration.settle();

        assertThat(caBundle()).isEqualTo(theirs);
        assertThat(webhook().getFailurePolicy()).isEqualTo("Fail");
        assertThat(live().get().getMetadata().getAnnotations())
                .containsEntry("cert-manager.io/inject-ca-from", "ops/serving");
    }

    /** AKS' admissions enforcer does so, as often as it is put back. */
    @Test
    void leavesOutNamespacesThatSomebodyTookOut() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        registration.settle();
        edit(configuration -> configuration
                .editFirstWebhook()
                .withFailurePolicy("Ignore")
                .editNamespaceSelector()
                .addToMatchExpressions(new LabelSelectorRequirement("control-plane", "NotIn", List.of("true")))
                .endNamespaceSelector()
                .endWebhook());
        registration.settle();
        var before = live().get().getMetadata().getResourceVersion();

        registration.settle();

        assertThat(live().get().getMetadata().getResourceVersion()).isEqualTo(before);
        assertThat(webhook().getFailurePolicy()).isEqualTo("Fail");
        assertThat(namespaces())
                .containsExactly("kubernetes.io/metadata.name NotIn [ops]", "control-plane NotIn [true]");
    }

    @Test
    void takesNoNamespacesOverFromAWebhookThatSomebodyPutInFrontOfIt() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        registration.settle();
        var ours = webhook();
        edit(configuration -> configuration
                .withWebhooks()
                .addNewWebhookLike(ours)
                .withName("more.autoscaler.sysdig.com")
                .withNewNamespaceSelector()
                .addToMatchLabels("env", "dev")
                .endNamespaceSelector()
                .endWebhook()
                .addToWebhooks(ours));

        registration.settle();

        assertThat(live().get().getWebhooks()).containsExactly(ours);
    }

    @Test
    void neverAsksAboutItsOwnNamespaceWhateverElseIsLeftOut() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        registration.settle();
        edit(configuration -> configuration
                .editFirstWebhook()
                .withNewNamespaceSelector()
                .addToMatchExpressions(new LabelSelectorRequirement("control-plane", "NotIn", List.of("true")))
                .endNamespaceSelector()
                .endWebhook());

        registration.settle();

        assertThat(namespaces())
                .containsExactly("kubernetes.io/metadata.name NotIn [ops]", "control-plane NotIn [true]");
    }

    private List<String> namespaces() {
        return webhook().getNamespaceSelector().getMatchExpressions().stream()
                .map(one -> one.getKey() + " " + one.getOperator() + " " + one.getValues())
                .toList();
    }

    @Test
    void takesOutWhatOthersPutIn() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        registration.settle();
        edit(configuration -> configuration
                .addNewWebhookLike(webhook())
                .withName("more.autoscaler.sysdig.com")
                .endWebhook());

        registration.settle();

        assertThat(live().get().getWebhooks()).hasSize(1);
    }

    @Test
    void followsTheAuthority() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        registration.settle();
        var next = FixedCertificate.issueInto(certificate, OURS, NOW.plusSeconds(1));

        registration.settle();

        assertThat(caBundle()).isEqualTo(next.authorityPem());
    }

    @Test
    void leavesThatOfAnotherInstallationAlone() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        var other = new WebhookRegistration(
                kubernetes,
                new ServiceAddress("elsewhere", "scaler", 8443),
                certificate,
                "/admission/workloads",
                () -> now);
        other.settle();
        var before = live().get();

        registration.settle();

        assertThat(live().get()).isEqualTo(before);
        assertThat(registration.state()).isEqualTo(RegistrationState.FOREIGN);
    }

    @Test
    void putsItBackAfterAWhileSinceAnUninstallTakesItAwayFirst() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        registration.settle();
        var before = key();
        leaveNoneBehind();

        registration.settle();
        assertThat(live().get()).isNull();
        assertThat(registration.state()).isEqualTo(RegistrationState.MISSING);

        now = now.plus(Absence.PATIENCE);
        registration.settle();
        assertThat(live().get()).isNotNull();
        assertThat(key()).as("a new key for who wanted one").isNotEqualTo(before);
        assertThat(registration.state()).isEqualTo(RegistrationState.CURRENT);
    }

    @Test
    void tellsOfChangesByOthers() throws Exception {
        FixedCertificate.issueInto(certificate, OURS, NOW);
        registration.settle();
        var changes = new AtomicInteger();
        registration.watch(changes::incrementAndGet);
        await().until(() -> changes.get() > 0);
        var before = changes.get();

        live().delete();

        await().until(() -> changes.get() > before);
    }

    private void edit(UnaryOperator<ValidatingWebhookConfigurationBuilder> change) {
        Edits.edit(
                live(),
                configuration -> change.apply(new ValidatingWebhookConfigurationBuilder(configuration))
                        .build());
    }

    private Resource<ValidatingWebhookConfiguration> live() {
        return kubernetes
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName(WebhookRegistration.NAME);
    }

    private ValidatingWebhook webhook() {
        return live().get().getWebhooks().getFirst();
    }

    private String caBundle() {
        return new String(
                Base64.getDecoder().decode(webhook().getClientConfig().getCaBundle()), StandardCharsets.US_ASCII);
    }
}

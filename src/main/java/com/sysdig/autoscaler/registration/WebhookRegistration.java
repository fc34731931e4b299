package com.sysdig.autoscaler.registration;

import com.sysdig.autoscaler.certificates.CurrentCertificate;
import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.certificates.ServingCertificate;
import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Creates our ValidatingWebhookConfiguration and keeps its webhooks as they should be; writes only what differs.
 * One that is deleted is put back after a while, see {@link Absence}.
 */
@Needs(
        in = Needs.In.CLUSTER,
        group = "admissionregistration.k8s.io",
        resource = "validatingwebhookconfigurations",
        verbs = "create")
@Needs(
        in = Needs.In.CLUSTER,
        group = "admissionregistration.k8s.io",
        resource = "validatingwebhookconfigurations",
        names = WebhookRegistration.NAME,
        verbs = {"get", "list", "watch", "patch"})
public final class WebhookRegistration {
    /** Of keys, as a regular expression. */
    public static final String KEY = CallPath.KEY;

    static final String NAME = "sysdig-autoscaler";

    /** Of two that write the same field, a server-side apply of the chart would fail. */
    private static final String LEFT_ALONE_BY_AKS = "admissions.enforcer/disabled";

    private static final Logger LOG = Logger.getLogger(WebhookRegistration.class);

    private final KubernetesClient kubernetes;
    private final Keeper keeper;
    private final CurrentCertificate certificate;
    private final CallPath path;
    private final WorkloadWebhook webhook;
    private final Absence absence;
    private final ForeignOwner foreign;
    // Written by the one thread that settles it, read by all.
    private volatile RegistrationState state = RegistrationState.UNKNOWN;

    /** {@code path}: where reviews are answered; calls go to it with a key at the end. */
    public WebhookRegistration(
            KubernetesClient kubernetes,
            ServiceAddress address,
            CurrentCertificate certificate,
            String path,
            InstantSource clock) {
        this.kubernetes = kubernetes;
        this.keeper = Keeper.at(address);
        this.certificate = certificate;
        this.path = new CallPath(path);
        this.webhook = new WorkloadWebhook(address);
        this.absence = new Absence(clock);
        this.foreign = new ForeignOwner(
                "ValidatingWebhookConfiguration " + NAME,
                "annotations are checked there, not here. Remove that installation or this one.",
                clock);
    }

    /** How it stands, in words. */
    public String text() {
        return state.text(foreign.text());
    }

    public RegistrationState state() {
        return state;
    }

    /** Whether it is the last part of the path of a webhook configuration that we keep, which an API server knows and few others. */
    public boolean isKey(String key) {
        return path.knows(key);
    }

    /** One look at the configuration, and what follows from it. Blocks. */
    public void settle() throws GeneralSecurityException {
        var serving = certificate.get();
        if (serving.isEmpty()) {
            state = RegistrationState.WAITING;
            return;
        }
        var live = resource().get();
        if (live == null) {
            create(serving.get());
        } else if (keeper.keeps(live)) {
            keep(live, serving.get());
        } else {
            leave(live);
        }
    }

    private void create(ServingCertificate serving) throws GeneralSecurityException {
        if (absence.isToBeLeft()) {
            state = RegistrationState.MISSING;
            return;
        }
        var made = kubernetes
                .resource(fresh(List.of(webhook.calling(path.fresh(), CaBundle.of(null, null, serving), null))))
                .create();
        LOG.infof("Created ValidatingWebhookConfiguration %s", NAME);
        isCurrent(made);
    }

    private void keep(ValidatingWebhookConfiguration live, ServingCertificate serving) throws GeneralSecurityException {
        var bundle = CaBundle.of(
                live,
                ours(live)
                        .map(calling -> calling.getClientConfig().getCaBundle())
                        .orElse(null),
                serving);
        if (keeper.hasSigned(live) && live.getWebhooks().equals(wanted(live, bundle))) {
            isCurrent(live);
            return;
        }
        // Another replica may have put a key there just now.
        var kept = resource().edit(now -> keeper.keeps(now) ? with(now, wanted(now, bundle)) : now);
        if (keeper.keeps(kept)) {
            LOG.infof("Brought ValidatingWebhookConfiguration %s up to date", NAME);
            isCurrent(kept);
        } else {
            leave(kept);
        }
    }

    private void isCurrent(ValidatingWebhookConfiguration live) {
        path.read(live);
        absence.ended();
        foreign.gone();
        state = RegistrationState.CURRENT;
    }

    /** Calls {@code onChange} on changes from now on. */
    public void watch(Runnable onChange) {
        Wake.on(resource(), onChange);
    }

    private List<ValidatingWebhook> wanted(ValidatingWebhookConfiguration live, @Nullable String bundle) {
        return List.of(webhook.calling(
                path.in(live),
                bundle,
                ours(live).map(ValidatingWebhook::getNamespaceSelector).orElse(null)));
    }

    private static Optional<ValidatingWebhook> ours(ValidatingWebhookConfiguration live) {
        return live.getWebhooks().stream()
                .filter(webhook -> WorkloadWebhook.NAME.equals(webhook.getName()))
                .findFirst();
    }

    private Resource<ValidatingWebhookConfiguration> resource() {
        return kubernetes
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName(NAME);
    }

    private ValidatingWebhookConfiguration with(ValidatingWebhookConfiguration live, List<ValidatingWebhook> wanted) {
        return new ValidatingWebhookConfigurationBuilder(live)
                .editMetadata()
                .addToAnnotations(Keeper.SIGNATURE, keeper.signature())
                .endMetadata()
                .withWebhooks(wanted)
                .build();
    }

    private ValidatingWebhookConfiguration fresh(List<ValidatingWebhook> webhooks) {
        return new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(NAME)
                .addToLabels(Keeper.LABEL, Keeper.US)
                .addToAnnotations(Keeper.SIGNATURE, keeper.signature())
                .addToAnnotations(LEFT_ALONE_BY_AKS, "true")
                .endMetadata()
                .withWebhooks(webhooks)
                .build();
    }

    private void leave(ValidatingWebhookConfiguration live) {
        foreign.seen(Keeper.other(live));
        state = RegistrationState.FOREIGN;
    }
}

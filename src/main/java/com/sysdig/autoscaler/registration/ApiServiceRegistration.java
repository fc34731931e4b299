package com.sysdig.autoscaler.registration;

import com.sysdig.autoscaler.certificates.CurrentCertificate;
import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.certificates.ServingCertificate;
import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.api.model.APIServiceSpec;
import io.fabric8.kubernetes.api.model.APIServiceSpecBuilder;
import io.fabric8.kubernetes.api.model.ServiceReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Creates the APIService of a version of our APIs and keeps its spec as it should be; writes only what differs. One that
 * is deleted is put back after a while, see {@link Absence}.
 */
@Needs(in = Needs.In.CLUSTER, group = "apiregistration.k8s.io", resource = "apiservices", verbs = "create")
@Needs(
        in = Needs.In.CLUSTER,
        group = "apiregistration.k8s.io",
        resource = "apiservices",
        names = {"v1beta1.external.metrics.k8s.io", "v1beta2.custom.metrics.k8s.io", "v1beta1.custom.metrics.k8s.io"},
        verbs = {"get", "list", "watch", "patch"})
public final class ApiServiceRegistration {
    private static final Logger LOG = Logger.getLogger(ApiServiceRegistration.class);
    private static final int GROUP_PRIORITY = 100;

    private final KubernetesClient kubernetes;
    private final ServiceAddress address;
    private final CurrentCertificate certificate;
    private final Absence absence;
    private final ServedApi api;
    private final ForeignOwner foreign;
    private final ForeignEvents events;
    // Written by the one thread that settles it, read by all.
    private volatile RegistrationState state = RegistrationState.UNKNOWN;

    public ApiServiceRegistration(
            KubernetesClient kubernetes,
            ServiceAddress address,
            CurrentCertificate certificate,
            InstantSource clock,
            ServedApi api) {
        this.kubernetes = kubernetes;
        this.address = address;
        this.certificate = certificate;
        this.absence = new Absence(clock);
        this.api = api;
        this.foreign = new ForeignOwner(
                "APIService " + api.objectName(),
                "HorizontalPodAutoscalers read %1$s from there, not from us. A cluster has one %1$s API; remove the other adapter or this one."
                        .formatted(api.what()),
                clock);
        this.events = new ForeignEvents(kubernetes, address, clock);
    }

    /** Of the APIService, {@code v1beta1.external.metrics.k8s.io}. */
    String name() {
        return api.objectName();
    }

    /** How it stands, in words. */
    public String text() {
        return state.text(foreign.text());
    }

    public RegistrationState state() {
        return state;
    }

    /** One look at the APIService, and what follows from it. Blocks. */
    public void settle() throws GeneralSecurityException {
        var serving = certificate.get();
        if (serving.isEmpty()) {
            state = RegistrationState.WAITING;
            return;
        }
        var live = resource().get();
        if (live == null) {
            create(serving.get());
        } else if (isForeign(live)) {
            boolean news = foreign.seen(owner(live));
            state = RegistrationState.FOREIGN;
            events.about(foreign.text(), news);
        } else {
            keep(live, serving.get());
        }
    }

    /**
     * Deletes the one that this product made and that leads to us; an installer's is the installer's to take away. Blocks.
     * A replica that is told of the change of settings later may put it back once more.
     */
    void withdraw() {
        var live = resource().get();
        if (live != null && !isForeign(live) && isOurMaking(live)) {
            kubernetes
                    .resource(live)
                    .lockResourceVersion(live.getMetadata().getResourceVersion())
                    .delete();
            LOG.infof("Deleted APIService %s, which is not to be served any more", api.objectName());
        }
    }

    private void create(ServingCertificate serving) throws GeneralSecurityException {
        if (absence.isToBeLeft()) {
            state = RegistrationState.MISSING;
            return;
        }
        kubernetes.resource(fresh(spec(CaBundle.of(null, null, serving)))).create();
        LOG.infof("Created APIService %s", api.objectName());
        isCurrent();
    }

    private void keep(APIService live, ServingCertificate serving) throws GeneralSecurityException {
        var wanted = spec(CaBundle.of(live, live.getSpec().getCaBundle(), serving));
        if (differs(live.getSpec(), wanted)) {
            resource()
                    .edit(now -> isForeign(now)
                            ? now
                            : new APIServiceBuilder(now).withSpec(wanted).build());
            LOG.infof("Brought APIService %s up to date", api.objectName());
        }
        isCurrent();
    }

    private void isCurrent() {
        absence.ended();
        foreign.gone();
        state = RegistrationState.CURRENT;
    }

    /** Calls {@code onChange} on changes from now on. */
    public void watch(Runnable onChange) {
        Wake.on(resource(), onChange);
    }

    private Resource<APIService> resource() {
        return kubernetes.apiServices().withName(api.objectName());
    }

    private APIServiceSpec spec(@Nullable String caBundle) {
        return new APIServiceSpecBuilder()
                .withGroup(api.group())
                .withVersion(api.version())
                .withService(new ServiceReference(address.name(), address.namespace(), address.port()))
                .withCaBundle(caBundle)
                .withGroupPriorityMinimum(GROUP_PRIORITY)
                .withVersionPriority(api.priority())
                .build();
    }

    private APIService fresh(APIServiceSpec spec) {
        return new APIServiceBuilder()
                .withNewMetadata()
                .withName(api.objectName())
                .addToLabels(Keeper.LABEL, Keeper.US)
                .endMetadata()
                .withSpec(spec)
                .build();
    }

    /** What Helm or a manifest makes has another such label, or none. */
    private static boolean isOurMaking(APIService live) {
        @Nullable Map<String, String> labels = live.getMetadata().getLabels();
        return labels != null && Keeper.US.equals(labels.get(Keeper.LABEL));
    }

    private boolean isForeign(APIService live) {
        @Nullable ServiceReference service = live.getSpec().getService();
        return service == null
                || !address.name().equals(service.getName())
                || !address.namespace().equals(service.getNamespace());
    }

    private static boolean differs(APIServiceSpec live, APIServiceSpec wanted) {
        // The API server may leave false out or write it.
        var plain = Boolean.FALSE.equals(live.getInsecureSkipTLSVerify())
                ? new APIServiceSpecBuilder(live)
                        .withInsecureSkipTLSVerify(null)
                        .build()
                : live;
        return !plain.equals(wanted);
    }

    private static String owner(APIService live) {
        @Nullable ServiceReference service = live.getSpec().getService();
        return service == null ? "the API server itself" : service.getNamespace() + "/" + service.getName();
    }
}

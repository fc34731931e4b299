package com.sysdig.autoscaler.registration;

import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.events.Events;
import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whom the APIService belongs to while it is not ours: a line when that begins and one when it ends, and an Event on our
 * Service at its beginning and every hour. Used by the one thread that settles; {@link #text} by any.
 */
@Needs(in = Needs.In.OWN_NAMESPACE, group = "events.k8s.io", resource = "events", verbs = "create")
final class ForeignOwner {
    static final String REASON = "ApiServiceForeign";
    static final Duration PAUSE = Duration.ofHours(1);

    private static final Logger LOG = Logger.getLogger(ForeignOwner.class);

    /** Replaced as a whole. */
    private record Episode(ServedApi api, String owner, Instant began) {
        String text() {
            return "APIService %s belongs to %s and is left alone: HorizontalPodAutoscalers read %s from there, not from us. A cluster has one %s API; remove the other adapter or this one."
                    .formatted(api.objectName(), owner, api.what(), api.what());
        }
    }

    private final KubernetesClient kubernetes;
    private final ServiceAddress address;
    private final InstantSource clock;
    private final ServedApi api;
    private volatile @Nullable Episode episode;
    private Instant told = Instant.MIN;

    ForeignOwner(KubernetesClient kubernetes, ServiceAddress address, InstantSource clock, ServedApi api) {
        this.kubernetes = kubernetes;
        this.address = address;
        this.clock = clock;
        this.api = api;
    }

    String text() {
        var now = episode;
        return now == null ? "ours" : now.text() + " Since " + now.began().truncatedTo(ChronoUnit.SECONDS) + ".";
    }

    void seen(String owner) {
        var now = clock.instant();
        var known = episode;
        if (known == null || !known.owner().equals(owner)) {
            known = new Episode(api, owner, now);
            episode = known;
            told = Instant.MIN;
            LOG.error(known.text());
        }
        if (told.equals(Instant.MIN) || !now.isBefore(told.plus(PAUSE))) {
            tell(known, now);
        }
    }

    void gone() {
        var known = episode;
        if (known != null) {
            episode = null;
            LOG.infof(
                    "APIService %s is ours; it belonged to %s for %d s",
                    api.objectName(),
                    known.owner(),
                    Duration.between(known.began(), clock.instant()).toSeconds());
        }
    }

    private void tell(Episode known, Instant now) {
        try {
            kubernetes
                    .resource(Events.warning(Events.service(address.namespace(), address.name()), now)
                            .withReason(REASON)
                            .withAction("Register")
                            .withNote(Events.note(known.text()))
                            .build())
                    .create();
            told = now;
        } catch (KubernetesClientException e) {
            LOG.debugf(e, "No Event about the APIService, which the log tells about too");
        }
    }
}

package com.sysdig.autoscaler.registration;

import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.events.Events;
import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** An Event on our Service when an APIService is somebody else's: at the beginning and every hour. Belongs to the one thread that settles. */
@Needs(in = Needs.In.OWN_NAMESPACE, group = "events.k8s.io", resource = "events", verbs = "create")
final class ForeignEvents {
    static final String REASON = "ApiServiceForeign";
    static final Duration PAUSE = Duration.ofHours(1);

    private static final Logger LOG = Logger.getLogger(ForeignEvents.class);

    private final KubernetesClient kubernetes;
    private final ServiceAddress address;
    private final InstantSource clock;
    private Instant told = Instant.MIN;

    ForeignEvents(KubernetesClient kubernetes, ServiceAddress address, InstantSource clock) {
        this.kubernetes = kubernetes;
        this.address = address;
        this.clock = clock;
    }

    /** {@code text}: as it stands now; {@code news}: whether it became somebody else's just now. */
    void about(String text, boolean news) {
        var now = clock.instant();
        if (news) {
            told = Instant.MIN;
        }
        if (told.equals(Instant.MIN) || !now.isBefore(told.plus(PAUSE))) {
            tell(text, now);
        }
    }

    private void tell(String text, Instant now) {
        try {
            kubernetes
                    .resource(Events.warning(Events.service(address.namespace(), address.name()), now)
                            .withReason(REASON)
                            .withAction("Register")
                            .withNote(Events.note(text))
                            .build())
                    .create();
            told = now;
        } catch (KubernetesClientException e) {
            LOG.debugf(e, "No Event about the APIService, which the log tells about too");
        }
    }
}

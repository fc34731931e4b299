package com.sysdig.autoscaler.certificates;

import com.sysdig.autoscaler.events.Events;
import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Tells by a warning Event what is wrong with our certificate. Does without if refused. */
@Needs(in = Needs.In.OWN_NAMESPACE, group = "events.k8s.io", resource = "events", verbs = "create")
record CertificateEvents(KubernetesClient kubernetes) {
    static final String SECRET = "CertificateSecretInvalid";
    static final String FILES = "CertificateFilesInvalid";

    private static final Logger LOG = Logger.getLogger(CertificateEvents.class);

    /** Blocks. */
    void tell(Secret secret, String note, Instant now) {
        var metadata = secret.getMetadata();
        tell(
                new ObjectReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("Secret")
                        .withNamespace(metadata.getNamespace())
                        .withName(metadata.getName())
                        .withUid(metadata.getUid())
                        .build(),
                SECRET,
                note,
                now);
    }

    /**
     * On our Service, since nobody tells us which Secret the files are from. Returns at once: files are looked at also while
     * the API server is away.
     */
    void tellOfFiles(ServiceAddress address, String note, Instant now) {
        var service = Events.service(address.namespace(), address.name());
        Thread.ofVirtual().start(() -> tell(service, FILES, note, now));
    }

    private void tell(ObjectReference regarding, String reason, String note, Instant now) {
        var event = Events.warning(regarding, now)
                .withReason(reason)
                .withAction("Serve")
                .withNote(Events.note(note))
                .build();
        try {
            kubernetes.resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.debugf(e, "No Event about %s, which the log tells about too", regarding.getName());
        }
    }
}

package com.sysdig.autoscaler.certificates;

import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jboss.logging.Logger;

/** Tells by a warning Event what is wrong with our certificate. Does without if refused. */
@Needs(in = Needs.In.OWN_NAMESPACE, group = "events.k8s.io", resource = "events", verbs = "create")
record CertificateEvents(KubernetesClient kubernetes) {
    static final String SECRET = "CertificateSecretInvalid";
    static final String FILES = "CertificateFilesInvalid";

    private static final Logger LOG = Logger.getLogger(CertificateEvents.class);
    /** Kubernetes allows 1,024 bytes; ours are nearly all ASCII. */
    private static final int LONGEST_NOTE = 900;

    private static final String US = "sysdig-autoscaler";
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

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
        var service = new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Service")
                .withNamespace(address.namespace())
                .withName(address.name())
                .build();
        Thread.ofVirtual().start(() -> tell(service, FILES, note, now));
    }

    private void tell(ObjectReference regarding, String reason, String note, Instant now) {
        var event = new EventBuilder()
                .withNewMetadata()
                .withNamespace(regarding.getNamespace())
                .withGenerateName(regarding.getName() + "-")
                .endMetadata()
                .withEventTime(new MicroTime(MICROS.format(now)))
                .withType("Warning")
                .withReason(reason)
                .withAction("Serve")
                .withNote(note.substring(0, Math.min(note.length(), LONGEST_NOTE)))
                .withRegarding(regarding)
                .withReportingController(US)
                .withReportingInstance(US)
                .build();
        try {
            kubernetes.resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.debugf(e, "No Event about %s, which the log tells about too", regarding.getName());
        }
    }
}

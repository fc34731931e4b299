package com.sysdig.autoscaler.certificates;

import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jboss.logging.Logger;

/** Tells by a warning Event what was wrong with our Secret. Does without if refused. */
@Needs(in = Needs.In.OWN_NAMESPACE, group = "events.k8s.io", resource = "events", verbs = "create")
record SecretEvents(KubernetesClient kubernetes) {
    static final String REASON = "CertificateSecretInvalid";

    private static final Logger LOG = Logger.getLogger(SecretEvents.class);
    private static final String US = "sysdig-autoscaler";
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    void tell(Secret secret, String note, Instant now) {
        var metadata = secret.getMetadata();
        var event = new EventBuilder()
                .withNewMetadata()
                .withNamespace(metadata.getNamespace())
                .withGenerateName(metadata.getName() + "-")
                .endMetadata()
                .withEventTime(new MicroTime(MICROS.format(now)))
                .withType("Warning")
                .withReason(REASON)
                .withAction("Serve")
                .withNote(note)
                .withRegarding(new ObjectReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("Secret")
                        .withNamespace(metadata.getNamespace())
                        .withName(metadata.getName())
                        .withUid(metadata.getUid())
                        .build())
                .withReportingController(US)
                .withReportingInstance(US)
                .build();
        try {
            kubernetes.resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.debugf(e, "No Event about Secret %s, which the log tells about too", metadata.getName());
        }
    }
}

package com.sysdig.autoscaler.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Events of {@code events.k8s.io/v1} within the limits of the API server. */
public final class Events {
    private static final String US = "sysdig-autoscaler";
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    /** An object's name has at most 253 characters, and some more are appended. */
    private static final int LONGEST_PREFIX = 240;
    /** Kubernetes' limit is 1024 bytes. */
    private static final int LONGEST_NOTE = 1_000;

    private static final String CUT = " …";

    private Events() {}

    /** Still without what happened: type, reason, action and note. */
    public static EventBuilder about(ObjectReference regarding, Instant now) {
        var name = regarding.getName();
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(regarding.getNamespace())
                .withGenerateName(name.substring(0, Math.min(name.length(), LONGEST_PREFIX)) + "-")
                .endMetadata()
                .withEventTime(new MicroTime(MICROS.format(now)))
                .withRegarding(regarding)
                .withReportingController(US)
                .withReportingInstance(US);
    }

    public static EventBuilder warning(ObjectReference regarding, Instant now) {
        return about(regarding, now).withType("Warning");
    }

    /** For what concerns the installation and no workload. */
    public static ObjectReference service(String namespace, String name) {
        return new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Service")
                .withNamespace(namespace)
                .withName(name)
                .build();
    }

    /** As much of it as an Event holds. */
    public static String note(String text) {
        if (bytes(text) <= LONGEST_NOTE) {
            return text;
        }
        int end = Math.min(text.length(), LONGEST_NOTE);
        while (bytes(text.substring(0, end) + CUT) > LONGEST_NOTE) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + CUT;
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}

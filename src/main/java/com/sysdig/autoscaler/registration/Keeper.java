package com.sysdig.autoscaler.registration;

import com.sysdig.autoscaler.certificates.ServiceAddress;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ServiceReference;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose a webhook configuration of our name is. Where its calls go cannot tell: somebody may have changed that by hand, and two
 * installations that put each other's changes back would never end. So whoever keeps it signs it, with the Service
 * under which it is called. One without a signature is ours if it calls us, or if it carries our label and calls nobody else.
 *
 * @param signature {@code namespace/service}
 */
record Keeper(String signature) {
    static final String SIGNATURE = "autoscaler.sysdig.com/kept-by";
    static final String LABEL = "app.kubernetes.io/managed-by";
    static final String US = "sysdig-autoscaler";

    static Keeper at(ServiceAddress address) {
        return new Keeper(address.namespace() + "/" + address.name());
    }

    boolean keeps(ValidatingWebhookConfiguration live) {
        var signed = signatureOf(live);
        if (signed != null) {
            return signed.equals(signature);
        }
        return called(live).findAny().isEmpty()
                ? isLabelled(live)
                : called(live).anyMatch(signature::equals);
    }

    /** Whether it can be told that we keep it once nothing else does. */
    boolean hasSigned(ValidatingWebhookConfiguration live) {
        return signature.equals(signatureOf(live));
    }

    /** Who keeps it instead, for people. */
    static String other(ValidatingWebhookConfiguration live) {
        var signed = signatureOf(live);
        return signed != null ? signed : called(live).findFirst().orElse("somebody else");
    }

    private static boolean isLabelled(ValidatingWebhookConfiguration live) {
        return US.equals(of(live.getMetadata().getLabels()).get(LABEL));
    }

    private static @Nullable String signatureOf(ValidatingWebhookConfiguration live) {
        return of(live.getMetadata().getAnnotations()).get(SIGNATURE);
    }

    private static Stream<String> called(ValidatingWebhookConfiguration live) {
        return live.getWebhooks().stream()
                .map(webhook -> webhook.getClientConfig().getService())
                .filter(Objects::nonNull)
                .map(Keeper::name);
    }

    private static String name(ServiceReference service) {
        return service.getNamespace() + "/" + service.getName();
    }

    private static Map<String, String> of(@Nullable Map<String, String> given) {
        return given == null ? Map.of() : given;
    }
}

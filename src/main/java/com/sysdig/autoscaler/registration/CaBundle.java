package com.sysdig.autoscaler.registration;

import com.sysdig.autoscaler.certificates.ServingCertificate;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The CA bundle of an object at the API server, by which it verifies us. */
final class CaBundle {
    /** Whoever sets one of these lets cert-manager write the bundle. */
    private static final Set<String> INJECTED = Set.of(
            "cert-manager.io/inject-ca-from",
            "cert-manager.io/inject-ca-from-secret",
            "cert-manager.io/inject-apiserver-ca");

    private CaBundle() {}

    /**
     * What it has to be: ours, unless somebody else writes it.
     *
     * @param live the object as it is, if it is
     * @param now its bundle, base64 of PEM
     */
    static @Nullable String of(@Nullable HasMetadata live, @Nullable String now, ServingCertificate serving)
            throws GeneralSecurityException {
        return live != null && isInjected(live) ? now : serving.caBundle(now);
    }

    private static boolean isInjected(HasMetadata live) {
        @Nullable Map<String, String> annotations = live.getMetadata().getAnnotations();
        return annotations != null && INJECTED.stream().anyMatch(annotations::containsKey);
    }
}

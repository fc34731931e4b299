package com.sysdig.autoscaler.certificates;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Secret in which all replicas share one authority and one certificate. Needs {@code get}, {@code create} and
 * {@code update} on Secrets of our own namespace.
 */
final class CertificateSecret {
    static final String NAME = "sysdig-autoscaler-certificates";

    private static final String AUTHORITY = "ca.crt";
    private static final String AUTHORITY_KEY = "ca.key";
    private static final String LEAF = "tls.crt";
    private static final String LEAF_KEY = "tls.key";

    private final KubernetesClient kubernetes;
    private final String namespace;

    CertificateSecret(KubernetesClient kubernetes, String namespace) {
        this.kubernetes = kubernetes;
        this.namespace = namespace;
    }

    Optional<Secret> read() {
        return Optional.ofNullable(resource().get());
    }

    /** Empty if what the Secret holds is not a certificate of ours. */
    static Optional<ServingCertificate> content(Secret secret) {
        try {
            return Optional.of(new ServingCertificate(
                    credential(secret, AUTHORITY, AUTHORITY_KEY), credential(secret, LEAF, LEAF_KEY)));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    /**
     * Creates the Secret, or replaces {@code before} unless somebody else was faster.
     *
     * @return false if somebody else was faster
     */
    boolean write(Optional<Secret> before, ServingCertificate certificate) throws GeneralSecurityException {
        try {
            var secret = before.map(SecretBuilder::new)
                    .orElseGet(this::fresh)
                    .withData(null)
                    .withStringData(entries(certificate))
                    .build();
            if (before.isPresent()) {
                kubernetes.resource(secret).update();
            } else {
                kubernetes.resource(secret).create();
            }
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    private Resource<Secret> resource() {
        return kubernetes.secrets().inNamespace(namespace).withName(NAME);
    }

    private SecretBuilder fresh() {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(namespace)
                .addToLabels("app.kubernetes.io/managed-by", "sysdig-autoscaler")
                .endMetadata()
                .withType("Opaque");
    }

    private static Map<String, String> entries(ServingCertificate certificate) throws GeneralSecurityException {
        return Map.of(
                AUTHORITY, certificate.authorityPem(),
                AUTHORITY_KEY, Pem.of(certificate.authority().key()),
                LEAF, Pem.of(List.of(certificate.leaf().certificate())),
                LEAF_KEY, Pem.of(certificate.leaf().key()));
    }

    private static Credential credential(Secret secret, String certificate, String key)
            throws GeneralSecurityException {
        return new Credential(Pem.certificates(text(secret, certificate)).getFirst(), Pem.key(text(secret, key)));
    }

    private static String text(Secret secret, String key) throws GeneralSecurityException {
        @Nullable Map<String, String> entries = secret.getData();
        var encoded = entries == null ? null : entries.get(key);
        if (encoded == null) {
            throw new GeneralSecurityException("the Secret has no " + key);
        }
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.US_ASCII);
    }
}

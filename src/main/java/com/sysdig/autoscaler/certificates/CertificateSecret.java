package com.sysdig.autoscaler.certificates;

import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Secret of our own namespace in which all replicas share their authorities and one certificate.
 */
@Needs(in = Needs.In.OWN_NAMESPACE, resource = "secrets", verbs = "create")
@Needs(
        in = Needs.In.OWN_NAMESPACE,
        resource = "secrets",
        names = CertificateSecret.NAME,
        verbs = {"get", "update"})
final class CertificateSecret {
    static final String NAME = "sysdig-autoscaler-certificates";

    private static final String AUTHORITY = "ca.crt";
    private static final String AUTHORITY_KEY = "ca.key";
    private static final String NEXT = "next-ca.crt";
    private static final String NEXT_KEY = "next-ca.key";
    private static final String OLD = "old-ca.crt";
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

    /** Throws with a reason if what the Secret holds is not ours, or not whole. */
    static SharedCertificates content(Secret secret) throws GeneralSecurityException {
        var next = holds(secret, NEXT) ? new Authority(credential(secret, NEXT, NEXT_KEY)) : null;
        return new SharedCertificates(
                new Authority(credential(secret, AUTHORITY, AUTHORITY_KEY)),
                next,
                holds(secret, OLD) ? Pem.certificates(text(secret, OLD)) : List.of(),
                credential(secret, LEAF, LEAF_KEY));
    }

    /** As an installer makes it, for us to fill. */
    static boolean isBlank(Secret secret) {
        @Nullable Map<String, String> entries = secret.getData();
        return entries == null || entries.isEmpty();
    }

    /** The authority that issues, if it at least is whole. */
    static Optional<Authority> authority(Secret secret) {
        try {
            return Optional.of(new Authority(credential(secret, AUTHORITY, AUTHORITY_KEY)));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    /**
     * Creates the Secret, or replaces {@code before} unless somebody else was faster.
     *
     * @return the Secret as it is then; empty if somebody else was faster
     */
    Optional<Secret> write(Optional<Secret> before, SharedCertificates certificates) throws GeneralSecurityException {
        try {
            var secret = before.map(SecretBuilder::new)
                    .orElseGet(this::fresh)
                    .withData(null)
                    .withStringData(entries(certificates))
                    .build();
            var resource = kubernetes.resource(secret);
            return Optional.of(before.isPresent() ? resource.update() : resource.create());
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return Optional.empty();
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

    private static Map<String, String> entries(SharedCertificates certificates) throws GeneralSecurityException {
        var entries = new HashMap<String, String>();
        put(entries, AUTHORITY, AUTHORITY_KEY, certificates.authority().credential());
        put(entries, LEAF, LEAF_KEY, certificates.leaf());
        var next = certificates.next();
        if (next != null) {
            put(entries, NEXT, NEXT_KEY, next.credential());
        }
        if (!certificates.old().isEmpty()) {
            entries.put(OLD, Pem.of(certificates.old()));
        }
        return entries;
    }

    private static void put(Map<String, String> entries, String certificate, String key, Credential credential)
            throws GeneralSecurityException {
        entries.put(certificate, Pem.of(credential.chain()));
        entries.put(key, Pem.of(credential.key()));
    }

    private static Credential credential(Secret secret, String certificate, String key)
            throws GeneralSecurityException {
        try {
            return Credential.of(text(secret, certificate), text(secret, key));
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException(certificate + " or " + key + ": " + e.getMessage(), e);
        }
    }

    private static boolean holds(Secret secret, String key) {
        @Nullable Map<String, String> entries = secret.getData();
        return entries != null && entries.containsKey(key);
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

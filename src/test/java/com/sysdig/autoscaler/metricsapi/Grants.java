package com.sysdig.autoscaler.metricsapi;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/** A namespace in which a user, a group and a ServiceAccount may read one metric; another ServiceAccount may not. */
record Grants(KubernetesClient kubernetes, String namespace) {
    /** A user and a ServiceAccount. */
    static final String READER = "reader";

    static final String READERS = "readers";

    private static final String RBAC = "rbac.authorization.k8s.io";

    static Grants in(KubernetesClient kubernetes, String metric) {
        var namespace = kubernetes
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName("access-")
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getName();
        var grants = new Grants(kubernetes, namespace);
        grants.account(READER);
        grants.account("stranger");
        kubernetes
                .resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName(READERS)
                        .withNamespace(namespace)
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("external.metrics.k8s.io")
                        .withResources(metric)
                        .withVerbs("list")
                        .endRule()
                        .build())
                .create();
        kubernetes
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(READERS)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewRoleRef(RBAC, "Role", READERS)
                        .addNewSubject(RBAC, "User", READER, null)
                        .addNewSubject(RBAC, "Group", READERS, null)
                        .addNewSubject("", "ServiceAccount", READER, namespace)
                        .build())
                .create();
        return grants;
    }

    String token(String account) {
        return kubernetes
                .serviceAccounts()
                .inNamespace(namespace)
                .withName(account)
                .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
                .getStatus()
                .getToken();
    }

    /** A token of the reader as the cluster itself would sign it, for times that it would not. */
    String signed(Path key, Instant expiry) {
        var account = kubernetes
                .serviceAccounts()
                .inNamespace(namespace)
                .withName(READER)
                .get();
        var claims = """
                {"iss":"https://kubernetes.default.svc","aud":["https://kubernetes.default.svc"],"exp":%d,"iat":%d,"nbf":%d,
                 "sub":"system:serviceaccount:%s:reader",
                 "kubernetes.io":{"namespace":"%s","serviceaccount":{"name":"reader","uid":"%s"}}}
                """.formatted(
                        expiry.getEpochSecond(),
                        expiry.getEpochSecond() - 3600,
                        expiry.getEpochSecond() - 3600,
                        namespace,
                        namespace,
                        account.getMetadata().getUid());
        var text = encoded("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(claims.getBytes(StandardCharsets.UTF_8));
        try {
            var pem = Files.readString(key).replaceAll("-----[A-Z ]+-----", "");
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KeyFactory.getInstance("RSA")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem))));
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return text + "." + encoded(signature.sign());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void account(String name) {
        kubernetes
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

package com.sysdig.autoscaler.metricsapi.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sysdig.autoscaler.rights.NeedsRole;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.net.HttpURLConnection;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads whom to trust from the ConfigMap that every API server keeps current. What was good once stays until something
 * else that is good replaces it.
 */
@NeedsRole(
        namespace = "kube-system",
        name = "extension-apiserver-authentication-reader",
        binding = "sysdig-autoscaler-authentication-reader")
public final class TrustReading {
    private static final String NAMESPACE = "kube-system";
    private static final String NAME = "extension-apiserver-authentication";

    private final KubernetesClient kubernetes;
    private final FrontProxy frontProxy;
    private final CertificateUsers users;

    public TrustReading(KubernetesClient kubernetes, FrontProxy frontProxy, CertificateUsers users) {
        this.kubernetes = kubernetes;
        this.frontProxy = frontProxy;
        this.users = users;
    }

    /** Throws where there is nothing good to read; what is good is taken over all the same. Blocks. */
    public void read() throws GeneralSecurityException, JsonProcessingException {
        var found = get();
        if (found == null) {
            throw new NoSuchElementException("there is no ConfigMap " + NAMESPACE + "/" + NAME);
        }
        @Nullable Map<String, String> entries = found.getData();
        take(entries == null ? Map.of() : entries);
    }

    private void take(Map<String, String> entries) throws GeneralSecurityException, JsonProcessingException {
        try {
            frontProxy.trust(FrontProxyTrust.of(entries));
        } finally {
            var pem = entries.getOrDefault(CertificateUsers.BUNDLE, "");
            if (!pem.isBlank()) {
                users.trust(Authorities.of(CertificateUsers.BUNDLE, pem));
            }
        }
    }

    /** Calls {@code onChange} on changes from now on, for ever and also after lost connections. Returns at once. */
    public void watch(Runnable onChange) {
        resource()
                .runnableInformer(0)
                .exceptionHandler((started, failure) -> true)
                .addEventHandler(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(ConfigMap added) {
                        onChange.run();
                    }

                    @Override
                    public void onUpdate(ConfigMap before, ConfigMap after) {
                        onChange.run();
                    }

                    @Override
                    public void onDelete(ConfigMap deleted, boolean unknown) {
                        onChange.run();
                    }
                })
                .start();
    }

    private @Nullable ConfigMap get() {
        try {
            return resource().get();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                throw new IllegalStateException(
                        "may not read ConfigMap %s/%s: bind our ServiceAccount to the Role %s-reader of %s"
                                .formatted(NAMESPACE, NAME, NAME, NAMESPACE),
                        e);
            }
            throw e;
        }
    }

    private Resource<ConfigMap> resource() {
        return kubernetes.configMaps().inNamespace(NAMESPACE).withName(NAME);
    }
}

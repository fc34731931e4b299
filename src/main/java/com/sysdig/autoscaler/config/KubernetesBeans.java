package com.sysdig.autoscaler.config;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientBuilder;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * The client of Kubernetes, with event loops of its own. It reads replies on them, and the extension's own client shares them
 * with our ports: the first list of workloads would hold up every request for seconds, and each of thousands for moments.
 */
final class KubernetesBeans {
    @Produces
    @Singleton
    KubernetesClient client(Config config, KubernetesSerialization serialization) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(serialization)
                .withHttpClientFactory(new OwnEventLoops())
                .build();
    }

    void close(@Disposes KubernetesClient client) {
        client.close();
    }

    private static final class OwnEventLoops implements HttpClient.Factory {
        /** Given none, it makes a Vert.x and closes it with the client. */
        @Override
        public HttpClient.Builder newBuilder() {
            return new VertxHttpClientBuilder<>(this, null);
        }
    }
}

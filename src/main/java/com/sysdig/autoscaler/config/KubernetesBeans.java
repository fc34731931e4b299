package com.sysdig.autoscaler.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sysdig.autoscaler.workload.WorkloadsInBrief;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientBuilder;
import io.quarkus.arc.All;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapper;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

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

    /**
     * Instead of the extension's. Objects of Kubernetes have field names without end: {@code managedFields} names owners by
     * UID. Jackson interns each, which a native executable never forgets, and at each new one copies its table of names.
     * Of workloads it reads what we read.
     */
    @Produces
    @Singleton
    @KubernetesClientObjectMapper
    ObjectMapper mapper(@All List<KubernetesClientObjectMapperCustomizer> customizers) {
        var mapper = new ObjectMapper(JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build());
        WorkloadsInBrief.into(mapper);
        customizers.forEach(customizer -> customizer.customize(mapper));
        return mapper;
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

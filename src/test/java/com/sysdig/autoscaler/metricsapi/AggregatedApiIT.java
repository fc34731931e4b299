package com.sysdig.autoscaler.metricsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything here goes through a real API server's aggregation layer. */
@QuarkusTest
@WithTestResource(ControlPlaneResource.class)
class AggregatedApiIT {
    private static final String API = "/apis/external.metrics.k8s.io/v1beta1";

    @Inject
    KubernetesClient kubernetes;

    @BeforeEach
    void waitUntilAvailable() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(availability()).isEqualTo("True Passed"));
    }

    @Test
    void isAvailableToTheApiServer() {
        assertThat(kubernetes.raw(API)).isEqualTo("""
                {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"external.metrics.k8s.io/v1beta1",\
                "resources":[{"name":"externalmetrics","singularName":"","namespaced":true,\
                "kind":"ExternalMetricValueList","verbs":["get"]}]}""");
    }

    private String availability() {
        var service = kubernetes
                .apiServices()
                .withName("v1beta1.external.metrics.k8s.io")
                .get();
        return service == null || service.getStatus() == null
                ? "none"
                : service.getStatus().getConditions().stream()
                        .filter(condition -> condition.getType().equals("Available"))
                        .map(condition -> condition.getStatus() + " " + condition.getReason())
                        .findFirst()
                        .orElse("unknown");
    }
}

package com.sysdig.autoscaler.metricsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.catalog.Subscriptions;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.testbed.Impatient;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers can and cannot make us ask, through a real API server; the setting for metrics of objects is off. */
@QuarkusTest
@WithTestResource(ControlPlaneResource.class)
class HandWrittenApiIT {
    private static final String EXTERNAL = "/apis/external.metrics.k8s.io/v1beta1";

    @Inject
    KubernetesClient kubernetes;

    @Inject
    Subscriptions subscriptions;

    @ConfigProperty(name = "autoscaler.service.namespace")
    String ownNamespace;

    @BeforeEach
    void waitUntilServed() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(get(EXTERNAL)).contains("externalmetrics"));
    }

    @Test
    void oneNamespaceIsAskedSoManyMetricsForAndNoMore() {
        var path = EXTERNAL + "/namespaces/crowded/metric_";
        IntStream.range(0, 50).forEach(i -> assertThat(get(path + i)).contains("\"code\":503", "not answered"));

        assertThat(get(path + 50))
                .contains(
                        "\"code\":429",
                        "\"reason\":\"TooManyRequests\"",
                        "reads 50 metrics",
                        "autoscaler.forget-unread-after");
        assertThat(get(path + 7)).contains("\"code\":503");
        assertThat(get(EXTERNAL + "/namespaces/calm/metric_50")).contains("\"code\":503");
    }

    @Test
    void strangerSubscribesToNothing() {
        var path = EXTERNAL + "/namespaces/shop/wanted_by_a_stranger";

        assertThat(get(path, "Impersonate-User", "stranger")).contains("\"code\":403");

        assertThat(asked("wanted_by_a_stranger")).isFalse();
        assertThat(get(path)).contains("\"code\":503");
        assertThat(asked("wanted_by_a_stranger")).isTrue();
    }

    @Test
    void metricsOfObjectsAreNotRegisteredUnlessTheSettingAsksForIt() {
        var live = kubernetes
                .apiServices()
                .withName("v1beta2.custom.metrics.k8s.io")
                .get();

        assertThat(live == null || !live.getSpec().getService().getNamespace().equals(ownNamespace))
                .isTrue();
    }

    private boolean asked(String metric) {
        return subscriptions.get().stream()
                .anyMatch(question -> question instanceof Question.OfObject(var _, var _, var _, var shape)
                        && shape.metric().equals(metric));
    }

    private String get(String path, String... headers) {
        try (var impatient = new Impatient(kubernetes)) {
            return impatient.get(path, headers);
        }
    }
}

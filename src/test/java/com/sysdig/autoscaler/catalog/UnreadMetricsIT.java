package com.sysdig.autoscaler.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Exporter;
import com.sysdig.autoscaler.testbed.Impatient;
import com.sysdig.autoscaler.testbed.Testbed;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UnreadMetricsIT {
    private static final Testbed BED = Testbed.shared();

    @BeforeAll
    static void startsTheProduct() {
        BED.product().restart(Map.of("autoscaler.forget-unread-after", "30s"));
        BED.product();
    }

    @AfterAll
    static void restoresTheProduct() {
        BED.product().restart();
    }

    @Test
    void metricThatNobodyReadsAnyMoreIsForgottenAndAskedForAgainAtTheNextRead() {
        var namespace = BED.namespace("unread");
        var path = "/apis/external.metrics.k8s.io/v1beta1/namespaces/" + namespace + "/read_for_a_while"
                + "?labelSelector=sysdig.com%2Ffunction%3Dlast,sysdig.com%2Fwindow%3D30s";
        BED.exporter()
                .set(
                        "read_for_a_while",
                        Map.of("kube_cluster_name", Exporter.CLUSTER, "kube_namespace_name", namespace),
                        12);
        awaitValue(path);
        assertThat(metrics()).isNotEqualTo("0.0");

        // The loop forgets its answer at its next tick.
        await("it is forgotten")
                .atMost(Duration.ofMinutes(2))
                .during(Duration.ofSeconds(3))
                .until(() -> metrics().equals("0.0"));

        assertThat(read(path)).contains("\"code\":503", "it is asked for as long as it is read");
        awaitValue(path);
    }

    private static void awaitValue(String path) {
        await("a value")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(read(path)).contains("\"value\":\"12\""));
    }

    private static String metrics() {
        return BED.product()
                .managed("/q/metrics")
                .lines()
                .filter(line -> line.startsWith("sysdig_autoscaler_subscriptions{of=\"metrics\"}"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    private static String read(String path) {
        try (var impatient = new Impatient(BED.kubernetes())) {
            return impatient.get(path);
        }
    }
}

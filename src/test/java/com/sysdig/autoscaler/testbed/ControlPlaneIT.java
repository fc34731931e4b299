package com.sysdig.autoscaler.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Test;

class ControlPlaneIT {

    private final Testbed testbed = Testbed.shared();
    private final KubernetesClient kubernetes = testbed.kubernetes();

    @Test
    void podsBecomeReadyWithoutAKubelet() {
        testbed.controlPlane().readyPods();
        var deployment = kubernetes.apps().deployments().inNamespace("default").withName("x");
        await().untilAsserted(
                        () -> assertThat(kubernetes.nodes().list().getItems()).hasSize(1));
        assertThat(deployment.get()).isNull();
    }
}

package com.sysdig.autoscaler.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.metricsapi.ControlPlaneResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ControlPlaneResource.class)
class KubernetesBeansIT {
    @Inject
    KubernetesClient kubernetes;

    @Test
    void fieldNamesOfObjectsAreForgottenWithThem() {
        var object = "{\"k:{'uid':'%s'}\":\"\"}".formatted(UUID.randomUUID());

        assertThat(fieldName(object)).isNotSameAs(fieldName(object));
    }

    private String fieldName(String object) {
        Map<?, ?> read = kubernetes
                .getKubernetesSerialization()
                .unmarshal(new ByteArrayInputStream(object.getBytes(UTF_8)), Map.class);
        return read.keySet().iterator().next().toString();
    }
}

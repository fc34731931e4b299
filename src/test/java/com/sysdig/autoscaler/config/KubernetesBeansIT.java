package com.sysdig.autoscaler.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.metricsapi.ControlPlaneResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
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

    @Test
    void ofWorkloadsItReadsTheReplicasAndNotWhatPodsAreMadeOf() {
        var deployment = kubernetes.getKubernetesSerialization().unmarshal("""
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},
                 "spec":{"replicas":3,"selector":{},"strategy":{"type":"Recreate"},"template":{"spec":{"containers":[]}}},
                 "status":{"readyReplicas":2,"conditions":[{"type":"Available"}]}}""", Deployment.class);

        assertThat(deployment.getSpec().getTemplate()).isNull();
        assertThat(deployment.getSpec().getSelector()).isNull();
        assertThat(deployment.getSpec().getStrategy()).isNull();
        assertThat(deployment.getSpec().getReplicas()).isEqualTo(3);
        assertThat(deployment.getStatus().getConditions()).isEmpty();
        assertThat(deployment.getStatus().getReadyReplicas()).isEqualTo(2);
    }

    @Test
    void ofStatefulSetsToo() {
        var set = kubernetes.getKubernetesSerialization().unmarshal("""
                {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"web"},
                 "spec":{"replicas":3,"selector":{},"updateStrategy":{"type":"OnDelete"},"template":{"spec":{"containers":[]}},
                   "volumeClaimTemplates":[{}]},
                 "status":{"readyReplicas":2,"conditions":[{"type":"Available"}]}}""", StatefulSet.class);

        assertThat(set.getSpec().getTemplate()).isNull();
        assertThat(set.getSpec().getSelector()).isNull();
        assertThat(set.getSpec().getUpdateStrategy()).isNull();
        assertThat(set.getStatus().getConditions()).isEmpty();
        assertThat(set.getSpec().getVolumeClaimTemplates()).isEmpty();
        assertThat(set.getSpec().getReplicas()).isEqualTo(3);
        assertThat(set.getStatus().getReadyReplicas()).isEqualTo(2);
    }

    private String fieldName(String object) {
        Map<?, ?> read = kubernetes
                .getKubernetesSerialization()
                .unmarshal(new ByteArrayInputStream(object.getBytes(UTF_8)), Map.class);
        return read.keySet().iterator().next().toString();
    }
}

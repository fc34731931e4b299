package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import org.junit.jupiter.api.Test;

class WatchingTest {
    private final Deployment before = deployment("uid-1", "100", 1);

    @Test
    void changedAnnotationsWakeUs() {
        assertThat(Watching.hasOtherIntent(deployment("uid-1", "200", 1), before))
                .isTrue();
    }

    @Test
    void workloadThatTookTheNameOfADeletedOneWakesUs() {
        assertThat(Watching.hasOtherIntent(deployment("uid-2", "100", 1), before))
                .isTrue();
    }

    @Test
    void otherReplicasDoNotWakeUs() {
        assertThat(Watching.hasOtherIntent(deployment("uid-1", "100", 9), before))
                .isFalse();
    }

    private static Deployment deployment(String uid, String target, int replicas) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withUid(uid)
                .addToAnnotations("sysdig.com/scale-target", target)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
    }
}

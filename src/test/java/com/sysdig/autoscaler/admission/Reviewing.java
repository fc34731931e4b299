package com.sysdig.autoscaler.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;

/** A cluster in which annotations are reviewed. */
final class Reviewing {
    private Reviewing() {}

    /** The API server takes a moment to learn of the webhook. */
    static void awaitReviews(KubernetesClient kubernetes, String namespace) {
        await("annotations are reviewed")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ApiCall.post(
                                        kubernetes,
                                        namespace + "/deployments?dryRun=All",
                                        Workload.deployment(namespace, "probe")
                                                .with("scale-target", "lots")
                                                .object())
                                .code())
                        .isEqualTo(422));
    }

    static void createHpa(KubernetesClient kubernetes, String namespace, String name, String target) {
        kubernetes
                .resource(new HorizontalPodAutoscalerBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withMaxReplicas(3)
                        .withNewScaleTargetRef("apps/v1", "Deployment", target)
                        .endSpec()
                        .build())
                .create();
    }
}

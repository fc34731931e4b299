package com.sysdig.autoscaler.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others can do while we are away: all but changing our annotations. */
class AwayIT {
    private static final Testbed BED = Testbed.shared();

    private final KubernetesClient kubernetes = BED.kubernetes();
    private final String namespace = BED.namespace("away");

    @BeforeEach
    void leave() {
        BED.product();
        Reviewing.awaitReviews(kubernetes, namespace);
        annotated("web").create(kubernetes);
        BED.product().stop();
        assertThat(change("web", metadata("\"annotations\":{\"sysdig.com/scale-target\":\"1\"}"))
                        .code())
                .isEqualTo(500);
    }

    @AfterEach
    void comeBack() {
        BED.product();
    }

    @Test
    void workloadsWithoutAnnotationsOfOursComeAndChange() {
        var plain = Workload.deployment(namespace, "plain");

        assertThat(ApiCall.post(kubernetes, namespace + "/deployments", plain.object())
                        .code())
                .isEqualTo(201);
        assertThat(change("plain", metadata("\"annotations\":{\"team\":\"shop\"}"))
                        .code())
                .isEqualTo(200);
    }

    @Test
    void managedWorkloadRollsOutAndScales() {
        assertThat(change("web", "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"at\":\"now\"}}}}}")
                        .code())
                .isEqualTo(200);
        assertThat(change("web", "{\"spec\":{\"replicas\":3}}").code()).isEqualTo(200);
        assertThat(deployment("web").scale(2).getSpec().getReplicas()).isEqualTo(2);
        assertThat(change("web", metadata("\"annotations\":{\"team\":\"shop\"}"))
                        .code())
                .isEqualTo(200);
    }

    @Test
    void finalizersComeAndGoAndDeletionWaitsForNobody() {
        assertThat(change("web", metadata("\"finalizers\":[\"example.com/guard\"]"))
                        .code())
                .isEqualTo(200);
        deployment("web").withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
        assertThat(deployment("web").get().getMetadata().getDeletionTimestamp()).isNotNull();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                change("web", metadata("\"finalizers\":[]")).code())
                        .isIn(200, 404));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(deployment("web").get()).as("deleted").isNull());
    }

    @Test
    void everybodyMayOptOut() {
        assertThat(change(
                                "web",
                                metadata("\"annotations\":{\"sysdig.com/scale-metric\":null,"
                                        + "\"sysdig.com/scale-target\":null,\"sysdig.com/scale-max-replicas\":null}"))
                        .code())
                .isEqualTo(200);
    }

    @Test
    void changeOfOurAnnotationsSaysWhoIsAway() {
        for (var annotations : new String[] {
            "{\"sysdig.com/scale-target\":\"7\"}",
            "{\"sysdig.com/scale-target\":null}",
            "{\"sysdig.com/scale-paused\":\"true\"}"
        }) {
            var refused = change("web", metadata("\"annotations\":" + annotations));

            assertThat(refused.code()).isEqualTo(500);
            assertThat(refused.message())
                    .contains("failed calling webhook \"workloads.autoscaler.sysdig.com\"")
                    .contains("sysdig-autoscaler.svc");
        }
        assertThat(ApiCall.post(
                                kubernetes,
                                namespace + "/deployments",
                                annotated("new").object())
                        .code())
                .isEqualTo(500);
    }

    private ApiCall change(String name, String patch) {
        return ApiCall.send(
                kubernetes, "PATCH", namespace + "/deployments/" + name, "application/merge-patch+json", patch);
    }

    private static String metadata(String fields) {
        return "{\"metadata\":{" + fields + "}}";
    }

    private RollableScalableResource<Deployment> deployment(String name) {
        return kubernetes.apps().deployments().inNamespace(namespace).withName(name);
    }

    private Workload annotated(String name) {
        return Workload.deployment(namespace, name)
                .with("scale-metric", "queue_depth")
                .with("scale-target", "100")
                .with("scale-max-replicas", "10");
    }
}

package com.sysdig.autoscaler.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What others can do while we are away: all but changing our annotations. */
class AwayIT {
    private static final Testbed BED = Testbed.shared();

    /** The client would try again for 20 s what the API server refuses with 500. */
    private static final KubernetesClient KUBERNETES = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(BED.kubernetes().getConfiguration())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();

    private static final String NAMESPACE = BED.namespace("away");

    /** Once for all: each test has a workload of its own. */
    @BeforeAll
    static void leave() {
        BED.product();
        Reviewing.awaitReviews(KUBERNETES, NAMESPACE);
        for (var name : List.of("scaled", "deleted", "left", "changed")) {
            annotated(name).create(KUBERNETES);
        }
        BED.product().stop();
    }

    @AfterAll
    static void close() {
        KUBERNETES.close();
    }

    @Test
    void workloadsWithoutAnnotationsOfOursComeAndChange() {
        var plain = Workload.deployment(NAMESPACE, "plain");

        assertThat(ApiCall.post(KUBERNETES, NAMESPACE + "/deployments", plain.object())
                        .code())
                .isEqualTo(201);
        assertThat(change("plain", metadata("\"annotations\":{\"team\":\"shop\"}"))
                        .code())
                .isEqualTo(200);
    }

    @Test
    void managedWorkloadRollsOutAndScales() {
        assertThat(change("scaled", "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"at\":\"now\"}}}}}")
                        .code())
                .isEqualTo(200);
        assertThat(change("scaled", "{\"spec\":{\"replicas\":3}}").code()).isEqualTo(200);
        assertThat(deployment("scaled").scale(2).getSpec().getReplicas()).isEqualTo(2);
        assertThat(change("scaled", metadata("\"annotations\":{\"team\":\"shop\"}"))
                        .code())
                .isEqualTo(200);
    }

    @Test
    void finalizersComeAndGoAndDeletionWaitsForNobody() {
        assertThat(change("deleted", metadata("\"finalizers\":[\"example.com/guard\"]"))
                        .code())
                .isEqualTo(200);
        deployment("deleted")
                .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                .delete();
        assertThat(deployment("deleted").get().getMetadata().getDeletionTimestamp())
                .isNotNull();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                change("deleted", metadata("\"finalizers\":[]")).code())
                        .isIn(200, 404));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(deployment("deleted").get()).as("deleted").isNull());
    }

    @Test
    void everybodyMayOptOut() {
        assertThat(change(
                                "left",
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
            var refused = change("changed", metadata("\"annotations\":" + annotations));

            assertThat(refused.code()).isEqualTo(500);
            assertThat(refused.message())
                    .contains("failed calling webhook \"workloads.autoscaler.sysdig.com\"")
                    .contains("sysdig-autoscaler.svc");
        }
        assertThat(ApiCall.post(
                                KUBERNETES,
                                NAMESPACE + "/deployments",
                                annotated("new").object())
                        .code())
                .isEqualTo(500);
    }

    private static ApiCall change(String name, String patch) {
        return ApiCall.send(
                KUBERNETES, "PATCH", NAMESPACE + "/deployments/" + name, "application/merge-patch+json", patch);
    }

    private static String metadata(String fields) {
        return "{\"metadata\":{" + fields + "}}";
    }

    private static RollableScalableResource<Deployment> deployment(String name) {
        return KUBERNETES.apps().deployments().inNamespace(NAMESPACE).withName(name);
    }

    private static Workload annotated(String name) {
        return Workload.deployment(NAMESPACE, name)
                .with("scale-metric", "queue_depth")
                .with("scale-target", "100")
                .with("scale-max-replicas", "10");
    }
}

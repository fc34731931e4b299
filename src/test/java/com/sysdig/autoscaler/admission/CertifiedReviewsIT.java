package com.sysdig.autoscaler.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sysdig.autoscaler.metricsapi.DirectClient;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An API server that shows a certificate to webhooks, and settings that say so: nobody else is answered. */
class CertifiedReviewsIT {
    private static final Testbed BED = Testbed.shared();

    /** The client would try again for 20 s what is refused while the webhook moves to the other port. */
    private static final KubernetesClient KUBERNETES = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(BED.kubernetes().getConfiguration())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();

    private static int port;

    @BeforeAll
    static void restartsOnTheCertifiedPort() {
        var certified = BED.controlPlane().certifiedPort();
        assumeThat(certified).as("an API server that shows a certificate").isPresent();
        port = certified.getAsInt();
        BED.product()
                .restart(Map.of(
                        "autoscaler.admission-client-names", "webhook-client",
                        "autoscaler.service.port", Integer.toString(port),
                        "quarkus.http.ssl-port", Integer.toString(port)));
        BED.product();
    }

    @AfterAll
    static void restartsAsBefore() {
        BED.product().restart();
        BED.product();
        Reviewing.awaitReviews(KUBERNETES, BED.namespace("open-again"));
        KUBERNETES.close();
    }

    @Test
    void reviewsOfTheApiServerAreAnswered() {
        var namespace = BED.namespace("certified");
        Reviewing.awaitReviews(KUBERNETES, namespace);

        var made = ApiCall.post(
                KUBERNETES,
                namespace + "/deployments?dryRun=All",
                Workload.deployment(namespace, "web")
                        .with("scale-metric", "queue_depth")
                        .with("scale-target", "100")
                        .with("scale-max-replicas", "10")
                        .object());

        assertThat(made.code()).as(made.message()).isEqualTo(201);
    }

    @Test
    void strangerIsToldNothing() {
        var reply = new DirectClient(port, List.of())
                .send(
                        "POST",
                        WorkloadReviews.PATH,
                        BodyPublishers.ofByteArray(Bodies.review(Bodies.annotated())),
                        "Content-Type",
                        "application/json",
                        "X-Remote-User",
                        "system:apiserver");

        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(reply.body()).contains("\"message\":\"Unauthorized\"").doesNotContain("uid");
        assertThat(BED.product().managed("/q/metrics"))
                .contains("sysdig_autoscaler_api_denied_total{reason=\"no_certificate\"}");
    }
}

package com.sysdig.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What {@code render} writes, applied by hand, is what the product applies. */
class RenderedHpaIT {
    private final Testbed testbed = Testbed.shared();

    @Test
    void isTheSameToTheApiServerAsThatOfTheProduct() {
        testbed.product();
        var kubernetes = testbed.kubernetes();
        var web = annotated(testbed.namespace("rendered"));
        web.create(kubernetes);
        await().atMost(Duration.ofSeconds(60)).until(() -> live(kubernetes, web) != null);

        // nothing is scaled in this namespace, so that the product leaves it alone
        var byHand = annotated(testbed.namespace("rendered"));
        var ran = Session.PLAIN.input(Serialization.asYaml(byHand.object()), "render", "-");
        assertThat(ran.code()).isZero();
        kubernetes
                .resource(Serialization.unmarshal(ran.out(), HorizontalPodAutoscaler.class))
                .create();

        var applied = live(kubernetes, web);
        var rendered = live(kubernetes, byHand);
        assertThat(Serialization.asYaml(rendered.getSpec())).isEqualTo(Serialization.asYaml(applied.getSpec()));
        assertThat(rendered.getMetadata().getName())
                .isEqualTo(applied.getMetadata().getName());
        assertThat(rendered.getMetadata().getLabels())
                .isEqualTo(applied.getMetadata().getLabels());
        assertThat(rendered.getMetadata().getOwnerReferences()).isEmpty();
        assertThat(applied.getMetadata().getOwnerReferences()).hasSize(1);
    }

    private static Workload annotated(String namespace) {
        return Workload.statefulSet(namespace, "web")
                .with("scale-metric", "net.http.request.count")
                .with("scale-target", "1.5k")
                .with("scale-metric.latency", "sysdig_container_net_http_request_time")
                .with("scale-aggregation.latency", "p95")
                .with("scale-target.latency", "200M")
                .with("scale-query.queue", "max(rabbitmq_queue_messages)")
                .with("scale-target.queue", "30")
                .with("scale-min-replicas", "2")
                .with("scale-max-replicas", "40")
                .with("scale-cpu", "80%")
                .with("scale-up-policies", "4 pods/15s, 100%/15s")
                .with("scale-down-stabilization", "10m")
                .with("scale-down-tolerance", "5%");
    }

    private static HorizontalPodAutoscaler live(KubernetesClient kubernetes, Workload workload) {
        return kubernetes
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(workload.namespace())
                .withName(workload.name())
                .get();
    }
}

package com.sysdig.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Fault;
import com.sysdig.autoscaler.testbed.ResourceMetrics;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Kubernetes' own controller makes of {@code scale-cpu} and {@code scale-memory} beside a metric of Sysdig. */
class ResourceMetricsIT {
    private static final Testbed BED = Testbed.shared();
    private static final String LOAD = "resource_load";

    private static final String NAMESPACE = BED.namespace("resources");
    private static final List<Workload> BOTH = List.of(annotated("cpu"), annotated("memory"));

    @BeforeAll
    static void startsTheProduct() {
        BED.controlPlane().readyPods();
        BED.product();
    }

    @AfterAll
    static void heals() {
        BED.sysdig().heal();
        BED.kubernetes().namespaces().withName(NAMESPACE).delete();
    }

    @Test
    void useOfResourcesMakesAWorkloadGrowWhileSysdigIsAwayNeverShrinkThenAndElseTheLargerProposalWins() {
        try (var resources = ResourceMetrics.start(BED)) {
            load(20);
            use(resources, 1);
            BOTH.forEach(
                    workload -> BED.kubernetes().resource(requesting(workload)).create());
            awaitSize(2, 50);

            BED.sysdig().fail(new Fault.Status(503, ""));
            awaitSysdigMissed();
            use(resources, 2.5);
            awaitSize(5, 50);

            use(resources, 0.5);
            awaitSize(5, 10);

            BED.sysdig().heal();
            awaitSize(2, 25);

            use(resources, 4);
            awaitSize(8, 50);
        }
    }

    private static Workload annotated(String resource) {
        return Workload.deployment(NAMESPACE, "by-" + resource)
                .withReplicas(2)
                .with("scale-metric", LOAD)
                .with("scale-function", "last")
                .with("scale-window", "30s")
                .with("scale-target", "10")
                .with("scale-" + resource, "50%")
                .with("scale-max-replicas", "20")
                .with("scale-down-stabilization", "0s")
                .with("scale-up-policies", "100 pods/1s");
    }

    private static Deployment requesting(Workload workload) {
        return new DeploymentBuilder((Deployment) workload.object())
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withNewResources()
                .addToRequests("cpu", new Quantity("100m"))
                .addToRequests("memory", new Quantity("100Mi"))
                .endResources()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static void load(double total) {
        for (var workload : BOTH) {
            var labels = new HashMap<>(workload.series());
            labels.put("kube_pod_name", workload.name() + "-a");
            BED.exporter().set(LOAD, labels, total);
        }
    }

    private static void use(ResourceMetrics resources, double requests) {
        BOTH.forEach(workload -> resources.use(workload, requests));
    }

    /** While one metric is there the condition is well: the other one's place in the status is empty. */
    private static void awaitSysdigMissed() {
        await("the controller meets the fault")
                .atMost(Duration.ofSeconds(60))
                .until(() -> BOTH.stream()
                        .allMatch(workload ->
                                seen(workload).map(MetricStatus::getExternal).allMatch(Objects::isNull)));
    }

    /** A size, and the average use in percent that the controller saw when it decided for that. */
    private static void awaitSize(int size, int percent) {
        await("a size of %d at %d %%".formatted(size, percent))
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(BOTH).allSatisfy(workload -> {
                    assertThat(seen(workload).map(MetricStatus::getResource).filter(Objects::nonNull))
                            .extracting(resource -> resource.getCurrent().getAverageUtilization())
                            .containsExactly(percent);
                    assertThat(workload.wantedReplicas(BED.kubernetes()))
                            .as(() -> workload.name() + ": " + workload.hpaConditions(BED.kubernetes()))
                            .isEqualTo(size);
                }));
    }

    private static Stream<MetricStatus> seen(Workload workload) {
        return workload
                .hpa(BED.kubernetes())
                .map(HorizontalPodAutoscaler::getStatus)
                .map(HorizontalPodAutoscalerStatus::getCurrentMetrics)
                .stream()
                .flatMap(List::stream);
    }
}

package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.testbed.Edits;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerList;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/** A namespace with annotated workloads, seen by an administrator. */
record AnnotatedNamespace(String name) {
    KubernetesClient kubernetes() {
        return Testbed.shared().kubernetes();
    }

    /** A Deployment, together with its autoscaler. */
    Workload managed(String workload) {
        return managed(workload, 1);
    }

    Workload managed(String workload, int replicas) {
        var managed = annotated(Workload.deployment(name, workload).withReplicas(replicas));
        managed.create(kubernetes());
        eventually(() -> assertThat(hpa(workload).get()).isNotNull());
        return managed;
    }

    void createForeign(String hpa, String kind, String target) {
        kubernetes()
                .resource(new HorizontalPodAutoscalerBuilder()
                        .withNewMetadata()
                        .withNamespace(name)
                        .withName(hpa)
                        .endMetadata()
                        .withNewSpec()
                        .withMaxReplicas(3)
                        .withNewScaleTargetRef("apps/v1", kind, target)
                        .endSpec()
                        .build())
                .create();
    }

    /** What the API server makes of a tolerance: null where it knows none. */
    @Nullable
    Quantity stored(Quantity tolerance) {
        var asked = new HorizontalPodAutoscalerBuilder(Hpas.foreign("tolerant", "Deployment", "tolerant"))
                .withNewMetadata()
                .withNamespace(name)
                .withName("tolerant")
                .endMetadata()
                .editSpec()
                .withNewBehavior()
                .withNewScaleDown()
                .withTolerance(tolerance)
                .endScaleDown()
                .endBehavior()
                .endSpec()
                .build();
        return kubernetes()
                .resource(asked)
                .dryRun(true)
                .create()
                .getSpec()
                .getBehavior()
                .getScaleDown()
                .getTolerance();
    }

    /** Whether the API server itself takes it for a minimum. */
    boolean admitsZero() {
        var asked = new HorizontalPodAutoscalerBuilder(Hpas.foreign("none", "Deployment", "none"))
                .withNewMetadata()
                .withNamespace(name)
                .withName("none")
                .endMetadata()
                .editSpec()
                .withMinReplicas(0)
                .addNewMetric()
                .withType("External")
                .withNewExternal()
                .withNewMetric()
                .withName("any")
                .endMetric()
                .withNewTarget()
                .withType("AverageValue")
                .withAverageValue(new Quantity("1"))
                .endTarget()
                .endExternal()
                .endMetric()
                .endSpec()
                .build();
        try {
            kubernetes().resource(asked).dryRun(true).create();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == 422) {
                return false;
            }
            throw e;
        }
    }

    /** A Deployment that may have no replicas. */
    Workload idle() {
        return Workload.deployment(name, "idle")
                .with("scale-query", "sum(queue_length)")
                .with("scale-target", "10")
                .with("scale-min-replicas", "0")
                .with("scale-max-replicas", "3");
    }

    static Workload annotated(Workload workload) {
        return workload.with("scale-metric", "sysdig_container_net_http_request_count")
                .with("scale-target", "100")
                .with("scale-max-replicas", "10");
    }

    /** Without annotations. */
    static Workload bare(Workload workload) {
        return new Workload(workload.kind(), workload.namespace(), workload.name(), workload.replicas(), Map.of());
    }

    void annotate(Workload workload) {
        workload.annotate(kubernetes());
    }

    void edit(String hpa, UnaryOperator<HorizontalPodAutoscalerBuilder> change) {
        Edits.edit(
                hpa(hpa),
                live -> change.apply(new HorizontalPodAutoscalerBuilder(live)).build());
    }

    com.sysdig.autoscaler.policy.Workload deployment(String workload) {
        return new com.sysdig.autoscaler.policy.Workload(WorkloadKind.DEPLOYMENT, name, workload);
    }

    Resource<HorizontalPodAutoscaler> hpa(String hpa) {
        return hpas().withName(hpa);
    }

    NonNamespaceOperation<HorizontalPodAutoscaler, HorizontalPodAutoscalerList, Resource<HorizontalPodAutoscaler>>
            hpas() {
        return kubernetes().autoscaling().v2().horizontalPodAutoscalers().inNamespace(name);
    }

    HorizontalPodAutoscalerSpec spec(String hpa) {
        return hpa(hpa).get().getSpec();
    }

    /** Reasons of our events on it. */
    List<String> events(String workload) {
        return eventsOf(workload).stream().map(Event::getReason).toList();
    }

    String note(String workload, String reason) {
        return eventsOf(workload).stream()
                .filter(event -> event.getReason().equals(reason))
                .findFirst()
                .orElseThrow()
                .getNote();
    }

    private List<Event> eventsOf(String workload) {
        return kubernetes().events().v1().events().inNamespace(name).list().getItems().stream()
                .filter(event -> "sysdig-autoscaler".equals(event.getReportingController()))
                .filter(event -> workload.equals(event.getRegarding().getName()))
                .toList();
    }

    void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(45)).untilAsserted(assertion);
    }
}

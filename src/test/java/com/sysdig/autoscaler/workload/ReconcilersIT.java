package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReconcilersIT {
    private static RunningReconcilers reconcilers;

    private final AnnotatedNamespace shop =
            new AnnotatedNamespace(Testbed.shared().namespace("reconcilers"));

    @BeforeAll
    static void start() {
        reconcilers = RunningReconcilers.watching();
    }

    @AfterAll
    static void stop() {
        reconcilers.close();
    }

    @Test
    void annotatedDeploymentGetsExactlyItsHpa() {
        var web = AnnotatedNamespace.annotated(Workload.deployment(shop.name(), "web"));
        web.create(shop.kubernetes());
        shop.eventually(() -> assertThat(shop.hpa("web").get()).isNotNull());
        var live = shop.hpa("web").get();
        assertThat(Serialization.asYaml(live.getSpec())).isEqualTo("""
                ---
                maxReplicas: 10
                metrics:
                - external:
                    metric:
                      name: "sysdig_container_net_http_request_count"
                      selector:
                        matchLabels:
                          sysdig.com/kind: "deployment"
                          sysdig.com/metric: "default"
                          sysdig.com/workload: "web"
                    target:
                      averageValue: "100"
                      type: "AverageValue"
                  type: "External"
                minReplicas: 1
                scaleTargetRef:
                  apiVersion: "apps/v1"
                  kind: "Deployment"
                  name: "web"
                """);
        assertThat(live.getMetadata().getLabels()).containsOnlyKeys("app.kubernetes.io/managed-by");
        assertThat(live.getMetadata().getManagedFields().getFirst().getManager())
                .isEqualTo("sysdig-autoscaler");
        assertThat(live.getMetadata().getManagedFields().getFirst().getOperation())
                .isEqualTo("Apply");
    }

    @Test
    void annotatedStatefulSetGetsItsHpa() {
        AnnotatedNamespace.annotated(Workload.statefulSet(shop.name(), "db")).create(shop.kubernetes());
        shop.eventually(() -> assertThat(shop.hpa("db").get()).isNotNull());
        assertThat(shop.spec("db").getScaleTargetRef().getKind()).isEqualTo("StatefulSet");
        assertThat(shop.spec("db")
                        .getMetrics()
                        .getFirst()
                        .getExternal()
                        .getMetric()
                        .getSelector()
                        .getMatchLabels())
                .containsEntry("sysdig.com/kind", "statefulset");
    }

    @Test
    void changedAnnotationChangesTheHpaAndNothingIsWrittenTwice() {
        var web = shop.managed("web");
        double before = writesUntilTold("web");
        shop.annotate(web.with("scale-max-replicas", "20"));
        shop.eventually(() -> assertThat(shop.spec("web").getMaxReplicas()).isEqualTo(20));
        shop.annotate(web.with("scale-max-replicas", "21"));
        shop.eventually(() -> assertThat(shop.spec("web").getMaxReplicas()).isEqualTo(21));
        shop.eventually(() -> assertThat(reconcilers.writes() - before).isEqualTo(2));
    }

    /**
     * The second change is one only for the metrics; were the live object told apart from ours, it would be written. An API server
     * that knows no tolerance refuses it once.
     */
    @Test
    void whatTheApiServerFillsInIsNoDifference() {
        var web = AnnotatedNamespace.annotated(Workload.deployment(shop.name(), "web"))
                .with("scale-up-stabilization", "30s")
                .with("scale-down-policies", "10%/1m")
                .with("scale-down-tolerance", "5%")
                .with("scale-cpu", "80%");
        web.create(shop.kubernetes());
        shop.eventually(() -> assertThat(shop.events("web")).contains("HpaCreated"));
        double before = reconcilers.writes("done");
        shop.annotate(web.with("scale-on-missing", "never-down"));
        shop.annotate(web.with("scale-max-replicas", "12"));
        shop.eventually(() -> assertThat(shop.spec("web").getMaxReplicas()).isEqualTo(12));
        await().during(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> assertThat(reconcilers.writes("done") - before).isEqualTo(1));
        assertThat(shop.spec("web").getBehavior().getScaleDown().getTolerance())
                .isEqualTo(shop.stored(new Quantity("50m")));
    }

    @Test
    void removedAnnotationTakesItsFieldsBack() {
        var web = shop.managed("web");
        shop.annotate(web.with("scale-down-stabilization", "20s"));
        shop.eventually(() -> assertThat(shop.spec("web").getBehavior()).isNotNull());
        shop.annotate(web);
        shop.eventually(() -> assertThat(shop.spec("web").getBehavior()).isNull());
    }

    @Test
    void removalOfAllAnnotationsRemovesTheHpaAndKeepsTheReplicas() {
        var web = shop.managed("web", 3);
        shop.annotate(AnnotatedNamespace.bare(web));
        shop.eventually(() -> assertThat(shop.hpa("web").get()).isNull());
        assertThat(web.wantedReplicas(shop.kubernetes())).isEqualTo(3);
        shop.eventually(() -> assertThat(shop.events("web")).contains("HpaRemoved"));
    }

    @Test
    void handEditsArePutBack() {
        shop.managed("web");
        shop.edit(
                "web",
                hpa -> hpa.editSpec()
                        .withNewBehavior()
                        .withNewScaleUp()
                        .withTolerance(new Quantity("500m"))
                        .endScaleUp()
                        .endBehavior()
                        .endSpec());
        // An API server that knows no tolerance leaves the behavior that it would follow anyway.
        shop.eventually(() -> assertThat(Optional.ofNullable(shop.spec("web").getBehavior()))
                .map(behavior -> behavior.getScaleUp().getTolerance())
                .isEmpty());
        assertThat(shop.events("web")).doesNotContain("ToleranceUnsupported");
        shop.edit("web", hpa -> hpa.editSpec().withMaxReplicas(99).endSpec());
        shop.eventually(() -> assertThat(shop.spec("web").getMaxReplicas()).isEqualTo(10));
        shop.edit(
                "web",
                hpa -> hpa.editSpec()
                        .addNewMetric()
                        .withType("Resource")
                        .withNewResource()
                        .withName("cpu")
                        .withNewTarget()
                        .withType("Utilization")
                        .withAverageUtilization(50)
                        .endTarget()
                        .endResource()
                        .endMetric()
                        .endSpec());
        shop.eventually(() -> assertThat(shop.spec("web").getMetrics()).hasSize(1));
    }

    @Test
    void behaviorAddedByHandIsTakenOut() {
        shop.managed("web");
        shop.edit(
                "web",
                hpa -> hpa.editSpec()
                        .withNewBehavior()
                        .withNewScaleDown()
                        .withStabilizationWindowSeconds(7)
                        .withSelectPolicy("Disabled")
                        .endScaleDown()
                        .endBehavior()
                        .endSpec());
        shop.eventually(() -> assertThat(shop.spec("web").getBehavior()).isNull());
    }

    @Test
    void labelTakenOffByHandComesBack() {
        shop.managed("web");
        shop.edit("web", hpa -> hpa.editMetadata().withLabels(null).endMetadata());
        shop.eventually(() -> assertThat(shop.hpa("web").get().getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/managed-by", "sysdig-autoscaler"));
    }

    @Test
    void otherFieldManagerLosesAgainstUs() {
        shop.managed("web");
        shop.kubernetes()
                .resource(new HorizontalPodAutoscalerBuilder()
                        .withNewMetadata()
                        .withNamespace(shop.name())
                        .withName("web")
                        .addToLabels("team", "shop")
                        .endMetadata()
                        .withNewSpec()
                        .withMaxReplicas(77)
                        .withNewScaleTargetRef("apps/v1", "Deployment", "web")
                        .endSpec()
                        .build())
                .fieldManager("gitops")
                .forceConflicts()
                .serverSideApply();
        shop.eventually(() -> assertThat(shop.spec("web").getMaxReplicas()).isEqualTo(10));
        assertThat(shop.hpa("web").get().getMetadata().getLabels()).containsEntry("team", "shop");
    }

    @Test
    void deletedHpaComesBack() {
        shop.managed("web");
        var before = shop.hpa("web").get().getMetadata().getUid();
        shop.hpa("web").delete();
        shop.eventually(() -> assertThat(shop.hpa("web").get())
                .isNotNull()
                .satisfies(hpa -> assertThat(hpa.getMetadata().getUid()).isNotEqualTo(before)));
    }

    @Test
    void hpaGoesWithItsOwner() {
        var web = shop.managed("web");
        shop.eventually(() ->
                assertThat(reconcilers.catalog().find(shop.deployment("web"))).isPresent());
        shop.kubernetes().resource(web.object()).delete();
        shop.eventually(() -> assertThat(shop.hpa("web").get()).isNull());
        shop.eventually(() ->
                assertThat(reconcilers.catalog().find(shop.deployment("web"))).isEmpty());
    }

    @Test
    void hpaIsNotMadeAgainForAnOwnerThatIsBeingDeleted() {
        var web = shop.managed("web");
        double before = writesUntilTold("web");
        shop.kubernetes()
                .resource(web.object())
                .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                .delete();
        shop.eventually(
                () -> assertThat(shop.kubernetes().resource(web.object()).get()).isNull());
        shop.eventually(() -> assertThat(shop.hpa("web").get()).isNull());
        assertThat(reconcilers.writes()).isEqualTo(before);
    }

    @Test
    void invalidAnnotationsKeepTheHpaAndMakeNone() {
        var web = shop.managed("web");
        shop.annotate(web.with("scale-target", "lots"));
        AnnotatedNamespace.annotated(Workload.deployment(shop.name(), "other"))
                .with("scale-target", "lots")
                .create(shop.kubernetes());
        shop.eventually(() -> assertThat(shop.events("web")).contains("InvalidAnnotations"));
        shop.eventually(() -> assertThat(shop.events("other")).contains("InvalidAnnotations"));
        assertThat(shop.spec("web").getMaxReplicas()).isEqualTo(10);
        assertThat(shop.hpa("other").get()).isNull();
        assertThat(shop.note("web", "InvalidAnnotations"))
                .contains("sysdig.com/scale-target")
                .contains("lots");
    }

    /** An HPA is there a moment before its write is counted, and told after that. */
    private double writesUntilTold(String workload) {
        shop.eventually(() -> assertThat(shop.events(workload)).contains("HpaCreated"));
        return reconcilers.writes();
    }
}

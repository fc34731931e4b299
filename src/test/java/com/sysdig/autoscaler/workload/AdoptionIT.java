package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AdoptionIT {
    /** Applied by a GitOps tool, with much that we would never write. */
    private static final String FORMER = """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata:
              name: %s
              namespace: %s
              labels: {app.kubernetes.io/managed-by: Helm}
              annotations: {team: shop}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %s}
              minReplicas: 2
              maxReplicas: 7
              metrics:
              - type: ContainerResource
                containerResource: {name: cpu, container: web, target: {type: Utilization, averageUtilization: 55}}
              behavior:
                scaleDown:
                  stabilizationWindowSeconds: 33
                  policies: [{type: Pods, value: 1, periodSeconds: 60}]
            """;

    private static RunningReconcilers reconcilers;

    private final AnnotatedNamespace shop =
            new AnnotatedNamespace(Testbed.shared().namespace("adoption"));

    @BeforeAll
    static void start() {
        reconcilers = RunningReconcilers.watching();
    }

    @AfterAll
    static void stop() {
        reconcilers.close();
    }

    @Test
    void takenOverItSaysWhatTheAnnotationsSayAndKeepsNameOwnersAndLabels() {
        var former = apply("old", "web");
        adopting("web", "old").create(shop.kubernetes());
        eventuallyTaken("old");
        var taken = shop.hpa("old").get();
        assertThat(taken.getSpec().getMinReplicas()).isEqualTo(1);
        assertThat(taken.getMetadata().getOwnerReferences()).isEmpty();
        assertThat(taken.getMetadata().getLabels())
                .containsExactlyEntriesOf(former.getMetadata().getLabels());
        assertThat(Serialization.unmarshal(saved("old"), HorizontalPodAutoscalerSpec.class))
                .isEqualTo(former.getSpec());
        assertThat(shop.hpa("web").get()).isNull();
        shop.eventually(() -> assertThat(shop.events("web")).containsExactly("HpaAdopted"));
        shop.eventually(() -> assertThat(reconcilers.workloads("adopted")).isPositive());
    }

    @Test
    void givenBackItIsAsItWasAndWeAreGone() {
        var former = apply("old", "web");
        var web = adopting("web", "old");
        web.create(shop.kubernetes());
        eventuallyTaken("old");
        shop.annotate(AnnotatedNamespace.bare(web));
        eventuallyGivenBack("old", former);
        shop.eventually(() -> assertThat(shop.events("web")).contains("HpaRestored"));
        // Would be a conflict if we still owned a field.
        shop.kubernetes()
                .resource(FORMER.formatted("old", shop.name(), "web").replace("maxReplicas: 7", "maxReplicas: 9"))
                .fieldManager("gitops")
                .serverSideApply();
        assertThat(shop.spec("old").getMaxReplicas()).isEqualTo(9);
    }

    @Test
    void withoutTheAnnotationItIsForeignAgainAndOursFollowsWhenItGoes() {
        var former = apply("old", "web");
        var web = adopting("web", "old");
        web.create(shop.kubernetes());
        eventuallyTaken("old");
        shop.annotate(AnnotatedNamespace.annotated(AnnotatedNamespace.bare(web)));
        eventuallyGivenBack("old", former);
        shop.eventually(() -> assertThat(shop.events("web")).contains("ForeignHpa"));
        assertThat(shop.hpa("web").get()).isNull();
        shop.hpa("old").delete();
        shop.eventually(() -> assertThat(shop.hpa("web").get()).isNotNull());
    }

    @Test
    void takesOverWhatHasTheNameOfTheWorkload() {
        var former = apply("web", "web");
        var web = adopting("web", "web");
        web.create(shop.kubernetes());
        eventuallyTaken("web");
        shop.kubernetes().resource(web.object()).delete();
        eventuallyGivenBack("web", former);
    }

    /** As docs/migration.md has it for another operator, whose autoscaler the workload itself controls. */
    @Test
    void takesOverThatOfAnotherOperatorOnceNothingIsItsController() {
        var web = adopting("web", "web");
        var uid = shop.kubernetes()
                .resource(AnnotatedNamespace.bare(web).object())
                .create()
                .getMetadata()
                .getUid();
        apply("web", "web");
        shop.edit(
                "web",
                hpa -> hpa.editMetadata()
                        .addNewOwnerReference()
                        .withApiVersion("apps/v1")
                        .withKind("Deployment")
                        .withName("web")
                        .withUid(uid)
                        .withController(true)
                        .endOwnerReference()
                        .endMetadata());
        shop.annotate(web);
        shop.eventually(() -> assertThat(shop.events("web")).contains("AdoptRefused"));
        assertThat(writers("web")).doesNotContain("sysdig-autoscaler");
        shop.edit("web", hpa -> hpa.editMetadata().withOwnerReferences().endMetadata());
        eventuallyTaken("web");
    }

    @Test
    void waitsForTheOneThatDoesNotExist() {
        adopting("web", "old").create(shop.kubernetes());
        shop.eventually(() -> assertThat(shop.events("web")).contains("AdoptNotFound"));
        assertThat(shop.hpa("web").get()).isNull();
        apply("old", "web");
        eventuallyTaken("old");
    }

    @Test
    void oursMakesWayForTheOneToTakeOver() {
        var web = shop.managed("web");
        shop.annotate(web.with("scale-adopt", "old"));
        shop.eventually(() -> assertThat(shop.events("web")).contains("AdoptNotFound"));
        assertThat(shop.hpa("web").get()).isNotNull();
        apply("old", "web");
        eventuallyTaken("old");
        assertThat(shop.hpa("web").get()).isNull();
    }

    @Test
    void leavesOneAloneThatScalesSomethingElseUntilItScalesThisOne() {
        apply("old", "other");
        adopting("web", "old").create(shop.kubernetes());
        shop.eventually(() -> assertThat(shop.events("web")).contains("AdoptRefused"));
        assertThat(writers("old")).doesNotContain("sysdig-autoscaler");
        shop.edit(
                "old",
                hpa -> hpa.editSpec()
                        .editScaleTargetRef()
                        .withName("web")
                        .endScaleTargetRef()
                        .endSpec());
        eventuallyTaken("old");
    }

    @Test
    void ofTwoNamesTheFirstIsGivenBackAndTheSecondTakenOnceItIsAlone() {
        var former = apply("old", "web");
        var web = adopting("web", "old");
        web.create(shop.kubernetes());
        eventuallyTaken("old");
        apply("new", "web");
        shop.annotate(web.with("scale-adopt", "new"));
        eventuallyGivenBack("old", former);
        shop.eventually(() -> assertThat(shop.events("web")).contains("ForeignHpa"));
        shop.hpa("old").delete();
        eventuallyTaken("new");
    }

    @Test
    void editsByHandArePutBackAndThoseOfWhatWasSavedHoldEverything() {
        apply("old", "web");
        var web = adopting("web", "old");
        web.create(shop.kubernetes());
        eventuallyTaken("old");
        shop.edit("old", hpa -> hpa.editSpec().withMaxReplicas(99).endSpec());
        shop.eventually(() -> assertThat(shop.spec("old").getMaxReplicas()).isEqualTo(10));
        var saved = saved("old");
        save("old", saved.substring(1));
        shop.eventually(() -> assertThat(shop.events("web")).contains("AdoptedSpecBroken"));
        shop.annotate(web.with("scale-max-replicas", "12"));
        shop.annotate(AnnotatedNamespace.bare(web));
        save("old", saved);
        shop.eventually(() -> assertThat(shop.spec("old").getMaxReplicas()).isEqualTo(7));
    }

    private Workload adopting(String workload, String hpa) {
        return AnnotatedNamespace.annotated(Workload.deployment(shop.name(), workload))
                .with("scale-adopt", hpa);
    }

    private HorizontalPodAutoscaler apply(String hpa, String target) {
        return (HorizontalPodAutoscaler) shop.kubernetes()
                .resource(FORMER.formatted(hpa, shop.name(), target))
                .fieldManager("gitops")
                .serverSideApply();
    }

    /** Two writes: an apply, and another to take out what others had put beside it. */
    private void eventuallyTaken(String hpa) {
        shop.eventually(() -> {
            assertThat(shop.spec(hpa).getBehavior()).isNull();
            assertThat(shop.spec(hpa).getMetrics())
                    .singleElement()
                    .satisfies(metric -> assertThat(metric.getExternal()).isNotNull());
        });
    }

    private void eventuallyGivenBack(String hpa, HorizontalPodAutoscaler former) {
        shop.eventually(() -> {
            assertThat(shop.spec(hpa)).isEqualTo(former.getSpec());
            assertThat(shop.hpa(hpa).get().getMetadata().getAnnotations()).containsOnlyKeys("team");
            assertThat(writers(hpa)).doesNotContain("sysdig-autoscaler").contains("gitops");
        });
    }

    private String saved(String hpa) {
        return shop.hpa(hpa).get().getMetadata().getAnnotations().get("sysdig.com/adopted-spec");
    }

    private void save(String hpa, String text) {
        shop.edit(
                hpa,
                live -> live.editMetadata()
                        .addToAnnotations("sysdig.com/adopted-spec", text)
                        .endMetadata());
    }

    private List<String> writers(String hpa) {
        return shop.hpa(hpa).get().getMetadata().getManagedFields().stream()
                .map(ManagedFieldsEntry::getManager)
                .toList();
    }
}

package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Things change while we look; what counts is how it ends. */
class ChangesIT {
    private static RunningReconcilers reconcilers;

    private final AnnotatedNamespace shop =
            new AnnotatedNamespace(Testbed.shared().namespace("changes"));

    @BeforeAll
    static void start() {
        reconcilers = RunningReconcilers.watching();
    }

    @AfterAll
    static void stop() {
        reconcilers.close();
    }

    @Test
    void ofManyEditsInARowTheLastCounts() {
        var web = shop.managed("web");
        for (var max = 11; max <= 40; max++) {
            shop.annotate(web.with("scale-max-replicas", Integer.toString(max)));
        }
        shop.eventually(() -> assertThat(shop.spec("web").getMaxReplicas()).isEqualTo(40));
    }

    @Test
    void annotationsThatGoAndComeInARowLeaveTheHpaOfTheLast() {
        var web = shop.managed("web");
        for (var max = 11; max <= 20; max++) {
            shop.annotate(AnnotatedNamespace.bare(web));
            shop.annotate(web.with("scale-max-replicas", Integer.toString(max)));
        }
        shop.eventually(() -> assertThat(shop.hpa("web").get())
                .isNotNull()
                .satisfies(hpa -> assertThat(hpa.getSpec().getMaxReplicas()).isEqualTo(20)));
        shop.annotate(AnnotatedNamespace.bare(web));
        shop.eventually(() -> assertThat(shop.hpa("web").get()).isNull());
    }

    /** Its selector cannot be changed in any other way. */
    @Test
    void workloadMadeAgainWithAnotherSelectorGetsAnHpaOfItsOwn() {
        var web = shop.managed("web");
        var before = shop.hpa("web").get().getMetadata().getUid();
        shop.kubernetes().resource(web.object()).delete();
        shop.kubernetes().resource(reselected(web)).create();
        shop.eventually(() -> assertThat(shop.hpa("web").get())
                .isNotNull()
                .satisfies(hpa -> assertThat(hpa.getMetadata().getUid()).isNotEqualTo(before))
                .satisfies(hpa -> assertThat(hpa.getMetadata()
                                .getOwnerReferences()
                                .getFirst()
                                .getUid())
                        .isEqualTo(uid(web))));
    }

    @Test
    void namespaceThatIsDeletedGoesAndLeavesNothingWithUs() {
        // Of a product that is stopped: no namespace would go.
        List.of("v1beta1.external", "v1beta1.custom", "v1beta2.custom")
                .forEach(api -> shop.kubernetes()
                        .apiServices()
                        .withName(api + ".metrics.k8s.io")
                        .delete());
        shop.createForeign("old", "Deployment", "adopting");
        AnnotatedNamespace.annotated(Workload.deployment(shop.name(), "adopting"))
                .with("scale-adopt", "old")
                .create(shop.kubernetes());
        shop.eventually(() -> assertThat(shop.spec("old").getMaxReplicas()).isEqualTo(10));
        var names = List.of("web", "api", "db");
        names.forEach(shop::managed);
        double before = reconcilers.writes();
        shop.kubernetes().namespaces().withName(shop.name()).delete();
        shop.eventually(() -> assertThat(
                        shop.kubernetes().namespaces().withName(shop.name()).get())
                .isNull());
        shop.eventually(() -> names.forEach(name ->
                assertThat(reconcilers.catalog().find(shop.deployment(name))).isEmpty()));
        // What is deleted before its workload is made again at most a few times; each try may be refused.
        assertThat(reconcilers.writes() - before).isLessThan(10 * (names.size() + 1));
    }

    private String uid(Workload workload) {
        return shop.kubernetes().resource(workload.object()).get().getMetadata().getUid();
    }

    private static Deployment reselected(Workload workload) {
        return new DeploymentBuilder((Deployment) workload.object())
                .editSpec()
                .editSelector()
                .addToMatchLabels("tier", "front")
                .endSelector()
                .editTemplate()
                .editMetadata()
                .addToLabels("tier", "front")
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();
    }
}

package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class RestartIT {
    private final AnnotatedNamespace shop =
            new AnnotatedNamespace(Testbed.shared().namespace("restart"));

    @Test
    void annotationsThatChangedWhileWeWereDownAreFollowed() {
        Workload web;
        Workload gone;
        try (var _ = RunningReconcilers.watching()) {
            web = shop.managed("web");
            gone = shop.managed("gone");
        }
        shop.annotate(web.with("scale-max-replicas", "33"));
        shop.annotate(AnnotatedNamespace.bare(gone));
        var late = AnnotatedNamespace.annotated(Workload.deployment(shop.name(), "late"));
        late.create(shop.kubernetes());
        try (var _ = RunningReconcilers.watching()) {
            shop.eventually(() ->
                    assertThat(shop.hpa("web").get().getSpec().getMaxReplicas()).isEqualTo(33));
            shop.eventually(() -> assertThat(shop.hpa("gone").get()).isNull());
            shop.eventually(() -> assertThat(shop.hpa("late").get()).isNotNull());
        }
    }

    /** After a lost lease the same stores serve again. */
    @Test
    void reconcilersThatAreStoppedAndStartedInOneProcessFollowToo() {
        try (var reconcilers = RunningReconcilers.watching()) {
            var web = shop.managed("web");
            var gone = shop.managed("gone");
            var still = shop.managed("still");
            reconcilers.stop();
            shop.annotate(web.with("scale-max-replicas", "33"));
            shop.hpa("still").delete();
            shop.kubernetes().resource(gone.object()).delete();
            reconcilers.start();
            shop.eventually(() ->
                    assertThat(shop.hpa("web").get().getSpec().getMaxReplicas()).isEqualTo(33));
            shop.eventually(() -> assertThat(shop.hpa("still").get()).isNotNull());
            shop.eventually(() -> assertThat(reconcilers.catalog().find(shop.deployment("gone")))
                    .isEmpty());
            shop.annotate(still.with("scale-max-replicas", "12"));
            shop.eventually(() -> assertThat(shop.hpa("still").get().getSpec().getMaxReplicas())
                    .isEqualTo(12));
        }
    }

    /** Killed after it was saved and before anything else was written. */
    @Test
    void adoptionThatWasBegunIsFinished() {
        var web = adopting("web");
        web.create(shop.kubernetes());
        shop.createForeign("old", "Deployment", "web");
        save("old");
        try (var _ = RunningReconcilers.watching()) {
            shop.eventually(() -> assertThat(shop.spec("old").getMaxReplicas()).isEqualTo(10));
            assertThat(shop.hpa("old").get().getMetadata().getAnnotations().get("sysdig.com/adopted-spec"))
                    .contains("\"maxReplicas\":3");
        }
    }

    @Test
    void adoptedOneIsGivenBackThoughItsWorkloadWentOrLostItsAnnotationsWhileWeWereDown() {
        var web = adopting("web");
        var api = AnnotatedNamespace.annotated(Workload.deployment(shop.name(), "api"))
                .with("scale-adopt", "older");
        shop.createForeign("old", "Deployment", "web");
        shop.createForeign("older", "Deployment", "api");
        try (var _ = RunningReconcilers.watching()) {
            web.create(shop.kubernetes());
            api.create(shop.kubernetes());
            shop.eventually(() -> assertThat(shop.spec("old").getMaxReplicas()).isEqualTo(10));
            shop.eventually(
                    () -> assertThat(shop.spec("older").getMaxReplicas()).isEqualTo(10));
        }
        shop.kubernetes().resource(web.object()).delete();
        shop.annotate(AnnotatedNamespace.bare(api));
        try (var _ = RunningReconcilers.watching()) {
            shop.eventually(() -> assertThat(shop.spec("old").getMaxReplicas()).isEqualTo(3));
            shop.eventually(
                    () -> assertThat(shop.spec("older").getMaxReplicas()).isEqualTo(3));
        }
    }

    private Workload adopting(String workload) {
        return AnnotatedNamespace.annotated(Workload.deployment(shop.name(), workload))
                .with("scale-adopt", "old");
    }

    private void save(String hpa) {
        var spec = Serialization.asJson(shop.spec(hpa));
        shop.edit(
                hpa,
                live -> live.editMetadata()
                        .addToAnnotations("sysdig.com/adopted-spec", spec)
                        .endMetadata());
    }

    @Test
    void namespacesThatAreNotWatchedAreLeftAlone() {
        var other = new AnnotatedNamespace(Testbed.shared().namespace("unwatched"));
        var unwatched = AnnotatedNamespace.annotated(Workload.deployment(other.name(), "web"));
        unwatched.create(other.kubernetes());
        try (var reconcilers = RunningReconcilers.watching(shop.name(), "somewhere-else")) {
            shop.managed("web");
            assertThat(reconcilers.catalog().size()).isEqualTo(1);
        }
        try (var reconcilers = RunningReconcilers.watching(shop.name())) {
            shop.managed("api");
            assertThat(reconcilers.catalog().size()).isEqualTo(2);
        }
        assertThat(other.hpa("web").get()).isNull();
    }
}

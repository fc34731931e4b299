package com.sysdig.autoscaler.workload;

import static com.sysdig.autoscaler.workload.Hpas.WEB;
import static com.sysdig.autoscaler.workload.Hpas.foreign;
import static com.sysdig.autoscaler.workload.Hpas.owned;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import org.junit.jupiter.api.Test;

class HpaClaimTest {
    @Test
    void oursHasOurMarkAndThisWorkloadAsController() {
        assertThat(claim(owned("Deployment", "web", "uid-1"))).isEqualTo(HpaClaim.OURS);
    }

    @Test
    void oursStaysOursWithoutItsLabel() {
        var unlabelled = edited(owned("Deployment", "web", "uid-1"))
                .editMetadata()
                .withLabels(null)
                .addNewManagedField()
                .withManager("sysdig-autoscaler")
                .endManagedField()
                .endMetadata()
                .build();
        assertThat(claim(unlabelled)).isEqualTo(HpaClaim.OURS);
    }

    @Test
    void anotherOperatorsIsForeignThoughTheWorkloadIsItsController() {
        var unmarked = edited(owned("Deployment", "web", "uid-1"))
                .editMetadata()
                .withLabels(null)
                .endMetadata()
                .build();
        assertThat(claim(unmarked)).isEqualTo(HpaClaim.FOREIGN);
    }

    @Test
    void labelWithoutOwnerIsForeign() {
        var orphan = edited(owned("Deployment", "web", "uid-1"))
                .editMetadata()
                .withOwnerReferences()
                .endMetadata()
                .build();
        assertThat(claim(orphan)).isEqualTo(HpaClaim.FOREIGN);
    }

    @Test
    void ownerThatIsNotTheControllerDoesNotCount() {
        var owned = edited(owned("Deployment", "web", "uid-1"))
                .editMetadata()
                .editOwnerReference(0)
                .withController(false)
                .endOwnerReference()
                .endMetadata()
                .build();
        assertThat(claim(owned)).isEqualTo(HpaClaim.FOREIGN);
    }

    @Test
    void sameOwnerWithAnotherUidIsAPredecessors() {
        assertThat(claim(owned("Deployment", "web", "uid-0"))).isEqualTo(HpaClaim.PREDECESSORS);
    }

    @Test
    void otherKindWithTheSameNameIsANamesakes() {
        assertThat(claim(owned("StatefulSet", "web", "uid-2"))).isEqualTo(HpaClaim.NAMESAKES);
    }

    @Test
    void foreignIsWhatScalesTheWorkloadUnderAnyName() {
        assertThat(claim(foreign("keda-hpa-web", "Deployment", "web"))).isEqualTo(HpaClaim.FOREIGN);
    }

    @Test
    void foreignIsWhatHasOurName() {
        assertThat(claim(foreign("web", "ReplicaSet", "other"))).isEqualTo(HpaClaim.FOREIGN);
    }

    @Test
    void anotherKindOrGroupOfTargetIsUnrelated() {
        assertThat(claim(foreign("x", "StatefulSet", "web"))).isEqualTo(HpaClaim.UNRELATED);
        var otherGroup = edited(foreign("x", "Deployment", "web"))
                .editSpec()
                .editScaleTargetRef()
                .withApiVersion("example.com/v1")
                .endScaleTargetRef()
                .endSpec()
                .build();
        assertThat(claim(otherGroup)).isEqualTo(HpaClaim.UNRELATED);
    }

    private static HpaClaim claim(HorizontalPodAutoscaler hpa) {
        return HpaClaim.of(hpa, WEB, "uid-1");
    }

    private static HorizontalPodAutoscalerBuilder edited(HorizontalPodAutoscaler hpa) {
        return new HorizontalPodAutoscalerBuilder(hpa);
    }
}

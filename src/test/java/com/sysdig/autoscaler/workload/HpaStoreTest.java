package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import org.junit.jupiter.api.Test;

class HpaStoreTest {
    private final HpaStore store = new HpaStore();

    @Test
    void keepsTheSpecOfOurs() {
        var ours = stored(Hpas.owned("Deployment", "web", "uid-1"));
        assertThat(ours.getSpec().getMaxReplicas()).isEqualTo(3);
        assertThat(ours.getMetadata().getOwnerReferences()).hasSize(1);
    }

    @Test
    void keepsOnlyTheTargetOfOthers() {
        var others = stored(Hpas.foreign("keda-hpa-web", "Deployment", "web"));
        assertThat(others.getSpec().getMaxReplicas()).isNull();
        assertThat(others.getSpec().getScaleTargetRef().getName()).isEqualTo("web");
    }

    @Test
    void keepsThatWeAreAmongTheManagersAndNoMore() {
        var hpa = stored(new HorizontalPodAutoscalerBuilder(Hpas.foreign("web", "Deployment", "web"))
                .editMetadata()
                .addNewManagedField()
                .withManager("kubectl")
                .endManagedField()
                .addNewManagedField()
                .withManager("sysdig-autoscaler")
                .withNewFieldsV1()
                .endFieldsV1()
                .endManagedField()
                .endMetadata()
                .withNewStatus()
                .endStatus()
                .build());
        assertThat(HpaClaim.isMarked(hpa)).isTrue();
        assertThat(hpa.getMetadata().getManagedFields())
                .singleElement()
                .satisfies(entry -> assertThat(entry.getFieldsV1()).isNull());
        assertThat(hpa.getStatus()).isNull();
    }

    private HorizontalPodAutoscaler stored(HorizontalPodAutoscaler hpa) {
        store.put("key", hpa);
        assertThat(store.get("key")).isEqualTo(hpa);
        return hpa;
    }
}

package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.hpa.HpaGenerator;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;

/** Autoscalers of others, as they might be found beside ours. */
final class Hpas {
    static final Workload WEB = new Workload(WorkloadKind.DEPLOYMENT, "shop", "web");

    private Hpas() {}

    static HorizontalPodAutoscaler foreign(String name, String kind, String target) {
        return new HorizontalPodAutoscalerBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName(name)
                .withUid(name + "-uid")
                .withResourceVersion("1")
                .endMetadata()
                .withNewSpec()
                .withMaxReplicas(3)
                .withNewScaleTargetRef("apps/v1", kind, target)
                .endSpec()
                .build();
    }

    /** One with our label whose controller is the given object. */
    static HorizontalPodAutoscaler owned(String kind, String owner, String ownerUid) {
        return new HorizontalPodAutoscalerBuilder(foreign(owner, kind, owner))
                .editMetadata()
                .addToLabels(HpaGenerator.MANAGED_BY, HpaGenerator.MANAGER)
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind(kind)
                .withName(owner)
                .withUid(ownerUid)
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .build();
    }

    /** One that was taken over for the given workload, and says what it said before. */
    static HorizontalPodAutoscaler adopted(String name, String kind, String target) {
        var hpa = foreign(name, kind, target);
        return marked(hpa, AdoptedSpec.text(hpa.getSpec()));
    }

    /** The same with another saved spec. */
    static HorizontalPodAutoscaler marked(HorizontalPodAutoscaler hpa, String saved) {
        return new HorizontalPodAutoscalerBuilder(hpa)
                .editMetadata()
                .addToAnnotations(AdoptedSpec.ANNOTATION, saved)
                .endMetadata()
                .build();
    }
}

package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.policy.WorkloadKind;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.stream.Stream;

/** What we say about taking over and giving back, in full sentences: what, why, what to do. */
final class AdoptionNotices {
    private AdoptionNotices() {}

    static Notice adopted(HorizontalPodAutoscaler hpa) {
        return new Notice(
                EventReason.HPA_ADOPTED,
                "The HorizontalPodAutoscaler \"%s\" is taken over: it says what the annotations say from now on. Its spec is kept in its annotation %s and comes back when sysdig.com/scale-adopt is removed."
                        .formatted(name(hpa), AdoptedSpec.ANNOTATION));
    }

    static Notice givenBack(HorizontalPodAutoscaler hpa) {
        return new Notice(
                EventReason.HPA_RESTORED,
                "The HorizontalPodAutoscaler \"%s\" has the spec again that it had before it was taken over."
                        .formatted(name(hpa)));
    }

    static Notice notFound(String name) {
        return new Notice(
                EventReason.ADOPT_NOT_FOUND,
                "sysdig.com/scale-adopt=\"%s\": there is no such HorizontalPodAutoscaler in this namespace. It is taken over as soon as it exists, and none is created until then. Correct the name, or remove the annotation to get one of our own."
                        .formatted(name));
    }

    static Notice scalesOther(HorizontalPodAutoscaler hpa) {
        var target = hpa.getSpec().getScaleTargetRef();
        return refused(
                hpa,
                "it scales %s \"%s\" rather than this workload".formatted(target.getKind(), target.getName()),
                "Name one whose scaleTargetRef is this workload");
    }

    static Notice controlled(HorizontalPodAutoscaler hpa, OwnerReference controller) {
        return refused(
                hpa,
                "it belongs to %s \"%s\", which would write it again"
                        .formatted(controller.getKind(), controller.getName()),
                Stream.of(WorkloadKind.values()).anyMatch(kind -> kind.kind().equals(controller.getKind()))
                        ? "Stop what made it, and take its ownerReferences away"
                        : "Delete that " + controller.getKind());
    }

    static Notice oursAlready(HorizontalPodAutoscaler hpa) {
        return refused(
                hpa, "it was created from the annotations of this workload and goes on as it is", "Nothing is missing");
    }

    static Notice broken(HorizontalPodAutoscaler hpa, String fault) {
        return new Notice(
                EventReason.ADOPTED_SPEC_BROKEN,
                "The HorizontalPodAutoscaler \"%s\" was taken over, and its annotation %s was edited since: what it said before cannot be given back, because %s. It stays as it is. Write the spec that is to come back into the annotation, as JSON, or delete the HorizontalPodAutoscaler."
                        .formatted(name(hpa), AdoptedSpec.ANNOTATION, fault));
    }

    static Notice lost(HorizontalPodAutoscaler hpa) {
        return new Notice(
                EventReason.ADOPTED_SPEC_BROKEN,
                "The HorizontalPodAutoscaler \"%s\" says what we generate, and its annotation %s is gone: what it said before is not known. It stays as it is. Write the spec that is to come back into the annotation, as JSON, or into the HorizontalPodAutoscaler itself, or delete it."
                        .formatted(name(hpa), AdoptedSpec.ANNOTATION));
    }

    private static Notice refused(HorizontalPodAutoscaler hpa, String why, String remedy) {
        return new Notice(
                EventReason.ADOPT_REFUSED,
                "sysdig.com/scale-adopt=\"%s\": that HorizontalPodAutoscaler is not taken over, because %s. %s, or remove the annotation."
                        .formatted(name(hpa), why, remedy));
    }

    private static String name(HorizontalPodAutoscaler hpa) {
        return hpa.getMetadata().getName();
    }
}

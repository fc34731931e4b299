package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.hpa.HpaGenerator;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a HorizontalPodAutoscaler is to one workload. */
enum HpaClaim {
    /** Written by us for this workload. */
    OURS,
    /** Written by us for a deleted workload of this kind and name; garbage collection is about to take it. */
    PREDECESSORS,
    /** Written by us for the workload of the other kind that has the same name. */
    NAMESAKES,
    /** Taken over for this workload: it carries the spec that it had before. */
    ADOPTED,
    /** Not ours, and it has our name or scales this workload. */
    FOREIGN,
    UNRELATED;

    static HpaClaim of(HorizontalPodAutoscaler hpa, Workload workload, String uid) {
        boolean named = hpa.getMetadata().getName().equals(workload.name());
        var owner = named && isMarked(hpa) ? controller(hpa) : Optional.<OwnerReference>empty();
        if (owner.isPresent() && isNamed(owner.get(), workload)) {
            return claim(owner.get(), workload, uid);
        }
        if (isAdopted(hpa, workload)) {
            return ADOPTED;
        }
        return named || scales(hpa, workload) ? FOREIGN : UNRELATED;
    }

    private static HpaClaim claim(OwnerReference owner, Workload workload, String uid) {
        if (!owner.getKind().equals(workload.kind().kind())) {
            return NAMESAKES;
        }
        return owner.getUid().equals(uid) ? OURS : PREDECESSORS;
    }

    private static boolean isAdopted(HorizontalPodAutoscaler hpa, Workload workload) {
        return AdoptedSpec.of(hpa) instanceof AdoptedSpec.Kept kept && isTarget(kept.target(), workload);
    }

    /** Whether we wrote it: the owner reference alone could be another operator's. Taking our label off is no way out. */
    static boolean isMarked(HorizontalPodAutoscaler hpa) {
        ObjectMeta metadata = hpa.getMetadata();
        return HpaGenerator.MANAGER.equals(labels(metadata).get(HpaGenerator.MANAGED_BY))
                || metadata.getManagedFields().stream()
                        .anyMatch(fields -> HpaGenerator.MANAGER.equals(fields.getManager()));
    }

    static Optional<OwnerReference> controller(HorizontalPodAutoscaler hpa) {
        return hpa.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst();
    }

    private static boolean isNamed(OwnerReference owner, Workload workload) {
        return isApps(owner.getApiVersion())
                && isKnown(owner.getKind())
                && workload.name().equals(owner.getName());
    }

    static boolean scales(HorizontalPodAutoscaler hpa, Workload workload) {
        return isTarget(hpa.getSpec().getScaleTargetRef(), workload);
    }

    private static boolean isTarget(CrossVersionObjectReference target, Workload workload) {
        return isApps(target.getApiVersion())
                && workload.kind().kind().equals(target.getKind())
                && workload.name().equals(target.getName());
    }

    /** An absent version is what old clients wrote, and {@code extensions} was the group of these kinds once. */
    private static boolean isApps(@Nullable String apiVersion) {
        return apiVersion == null
                || apiVersion.isEmpty()
                || apiVersion.startsWith("apps/")
                || apiVersion.startsWith("extensions/");
    }

    private static boolean isKnown(String kind) {
        for (WorkloadKind known : WorkloadKind.values()) {
            if (known.kind().equals(kind)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> labels(ObjectMeta metadata) {
        return metadata.getLabels() == null ? Map.of() : metadata.getLabels();
    }
}

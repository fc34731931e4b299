package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.hpa.HpaGenerator;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpecBuilder;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The informer's memory of all HorizontalPodAutoscalers: of others' that are not taken over only what they scale. */
final class HpaStore extends BasicItemStore<HorizontalPodAutoscaler> {
    HpaStore() {
        super(Cache::metaNamespaceKeyFunc);
    }

    @Override
    public @Nullable HorizontalPodAutoscaler put(String key, HorizontalPodAutoscaler hpa) {
        hpa.setMetadata(trimmed(hpa.getMetadata()));
        hpa.setStatus(null);
        if (!HpaClaim.isMarked(hpa) && AdoptedSpec.of(hpa) instanceof AdoptedSpec.None) {
            hpa.setSpec(target(hpa.getSpec()));
        }
        return super.put(key, hpa);
    }

    private static ObjectMeta trimmed(ObjectMeta metadata) {
        return new ObjectMetaBuilder()
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .withDeletionTimestamp(metadata.getDeletionTimestamp())
                .withLabels(metadata.getLabels())
                .withAnnotations(AdoptedSpec.annotation(metadata))
                .withOwnerReferences(metadata.getOwnerReferences())
                .withManagedFields(ours(metadata.getManagedFields()))
                .build();
    }

    /** That we are among the managers is all that is asked of them. */
    private static List<ManagedFieldsEntry> ours(List<ManagedFieldsEntry> fields) {
        return fields.stream()
                .filter(entry -> HpaGenerator.MANAGER.equals(entry.getManager()))
                .limit(1)
                .map(entry -> new ManagedFieldsEntryBuilder()
                        .withManager(entry.getManager())
                        .build())
                .toList();
    }

    private static HorizontalPodAutoscalerSpec target(HorizontalPodAutoscalerSpec spec) {
        return new HorizontalPodAutoscalerSpecBuilder()
                .withScaleTargetRef(spec.getScaleTargetRef())
                .build();
    }
}

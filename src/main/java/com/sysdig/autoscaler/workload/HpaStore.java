package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.hpa.HpaGenerator;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpecBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The informer's memory of all HorizontalPodAutoscalers: of others' that are not taken over only what they scale. */
final class HpaStore extends CompactStore<HorizontalPodAutoscaler> {
    /** As we make them. */
    private static final String TYPICAL = """
            {"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{\
            "labels":{"app.kubernetes.io/managed-by":"sysdig-autoscaler"},"managedFields":[{"manager":"sysdig-autoscaler"}],\
            "name":"web","namespace":"default","ownerReferences":[{"apiVersion":"apps/v1","kind":"StatefulSet",\
            "kind":"Deployment","blockOwnerDeletion":false,"controller":true,"name":"web","uid":""}],"resourceVersion":"","uid":""},\
            "spec":{"behavior":{"scaleDown":{"policies":[{"periodSeconds":60,"type":"Pods","value":1}],"selectPolicy":"Max",\
            "stabilizationWindowSeconds":300},"scaleUp":{"policies":[{"periodSeconds":60,"type":"Percent","value":100}],\
            "selectPolicy":"Max","stabilizationWindowSeconds":0}},\
            "maxReplicas":10,"metrics":[{"resource":{"name":"cpu","target":{"averageUtilization":80,"type":"Utilization"}},\
            "type":"Resource"},{"external":{"metric":{"name":"sysdig_container_net_http_request_count",\
            "selector":{"matchLabels":{"sysdig.com/kind":"deployment","sysdig.com/metric":"default","sysdig.com/workload":"web"}}},\
            "target":{"averageValue":"100","type":"AverageValue"}},"type":"External"}],"minReplicas":1,\
            "scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"}}}""";

    /** Keys of what is held, by namespace and the {@link #names} of workloads. */
    private final Map<String, Set<String>> byWorkload = new ConcurrentHashMap<>();

    /** Keys of those that are taken over. */
    private final Set<String> adopted = ConcurrentHashMap.newKeySet();

    HpaStore() {
        super(HorizontalPodAutoscaler.class, TYPICAL);
    }

    @Override
    public synchronized @Nullable HorizontalPodAutoscaler put(String key, HorizontalPodAutoscaler hpa) {
        hpa.setMetadata(trimmed(hpa.getMetadata()));
        hpa.setStatus(null);
        if (!HpaClaim.isMarked(hpa) && AdoptedSpec.of(hpa) instanceof AdoptedSpec.None) {
            hpa.setSpec(target(hpa.getSpec()));
        }
        var before = super.put(key, hpa);
        note(key, hpa);
        var now = workloads(hpa);
        now.forEach(workload -> byWorkload.merge(workload, Set.of(key), HpaStore::both));
        if (before != null) {
            workloads(before).stream()
                    .filter(workload -> !now.contains(workload))
                    .forEach(workload -> forget(workload, key));
        }
        return before;
    }

    @Override
    public synchronized @Nullable HorizontalPodAutoscaler remove(String key) {
        var gone = super.remove(key);
        if (gone != null) {
            adopted.remove(key);
            workloads(gone).forEach(workload -> forget(workload, key));
        }
        return gone;
    }

    /** Those that are taken over, for whichever workload. */
    Stream<HorizontalPodAutoscaler> adopted() {
        return adopted.stream().flatMap(key -> Stream.ofNullable(get(key)));
    }

    private void note(String key, HorizontalPodAutoscaler hpa) {
        if (AdoptedSpec.annotation(hpa.getMetadata()).isEmpty()) {
            adopted.remove(key);
        } else {
            adopted.add(key);
        }
    }

    /** Those that concern workloads of this name, of whichever kind. */
    Stream<HorizontalPodAutoscaler> concerning(String namespace, String workload) {
        return keysConcerning(namespace, workload).flatMap(key -> Stream.ofNullable(get(key)));
    }

    Stream<String> namesConcerning(String namespace, String workload) {
        return keysConcerning(namespace, workload).map(key -> key.substring(namespace.length() + 1));
    }

    private Stream<String> keysConcerning(String namespace, String workload) {
        return byWorkload.getOrDefault(Cache.namespaceKeyFunc(namespace, workload), Set.of()).stream();
    }

    /** Of the workloads that it scales, for which it was taken over, that own it, or whose name it has. */
    static Set<String> names(HorizontalPodAutoscaler hpa) {
        var names = new HashSet<String>();
        names.add(hpa.getMetadata().getName());
        names.add(hpa.getSpec().getScaleTargetRef().getName());
        if (AdoptedSpec.of(hpa) instanceof AdoptedSpec.Kept kept) {
            names.add(kept.target().getName());
        }
        return names;
    }

    private void forget(String workload, String key) {
        byWorkload.computeIfPresent(workload, (_, keys) -> without(keys, key));
    }

    private static Set<String> workloads(HorizontalPodAutoscaler hpa) {
        return names(hpa).stream()
                .map(name -> Cache.namespaceKeyFunc(hpa.getMetadata().getNamespace(), name))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> both(Set<String> some, Set<String> more) {
        return Stream.concat(some.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable Set<String> without(Set<String> keys, String key) {
        var rest = keys.stream().filter(other -> !other.equals(key)).collect(Collectors.toUnmodifiableSet());
        return rest.isEmpty() ? null : rest;
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

package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.annotation.AnnotationKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The informer's memory of workloads, trimmed to what is read, and the way by which they reach the catalog: informers run
 * on every replica, reconcilers only on the leading one. Every removal passes here, those found by a new list included;
 * an informer that is started again goes on with what the store holds. One store serves one informer: an informer
 * removes what its own list does not have.
 *
 * <p>The informer gives the same object to its handlers, so they see it trimmed too.
 */
final class WorkloadStore<T extends HasMetadata> extends CompactStore<T> {
    private static final String TYPICAL = """
            {"apiVersion":"apps/v1","kind":"StatefulSet","kind":"Deployment","metadata":{"annotations":{\
            "sysdig.com/scale-cpu":"80%","sysdig.com/scale-down-stabilization":"5m",\
            "sysdig.com/scale-max-replicas":"10","sysdig.com/scale-metric":"sysdig_container_net_http_request_count",\
            "sysdig.com/scale-min-replicas":"2","sysdig.com/scale-query":"sum(\\"$namespace\\",$workload\\"",\
            "sysdig.com/scale-target":"100","sysdig.com/scale-target-type":"AverageValue"},\
            "generation":1,"name":"web","namespace":"default","resourceVersion":"","uid":""},\
            "spec":{"replicas":1},"status":{"readyReplicas":1}}""";

    private final WorkloadType<T> type;
    private final CatalogFeed feed;

    WorkloadStore(WorkloadType<T> type, CatalogFeed feed) {
        super(type.resource(), TYPICAL);
        this.type = type;
        this.feed = feed;
    }

    @Override
    public @Nullable T put(String key, T item) {
        var replicas = type.size().apply(item);
        item.setMetadata(trimmed(item.getMetadata()));
        type.trim().accept(item, replicas);
        T before = super.put(key, item);
        feed.put(type.workload(item), item.getMetadata().getAnnotations(), replicas);
        return before;
    }

    @Override
    public @Nullable T remove(String key) {
        T gone = super.remove(key);
        if (gone != null) {
            feed.remove(type.workload(gone));
        }
        return gone;
    }

    /** The deletion time stays: it keeps us from writing for a workload that is going away. */
    private static ObjectMeta trimmed(ObjectMeta metadata) {
        return new ObjectMetaBuilder()
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .withGeneration(metadata.getGeneration())
                .withDeletionTimestamp(metadata.getDeletionTimestamp())
                .withAnnotations(ours(metadata.getAnnotations()))
                .build();
    }

    private static Map<String, String> ours(@Nullable Map<String, String> annotations) {
        return annotations == null ? Map.of() : AnnotationKey.ours(annotations);
    }
}

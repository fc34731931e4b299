package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.policy.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Collects the facts of a decision from the informers' caches. */
@Singleton
final class Gatherer {
    private final Catalog catalog;
    private final WatchedNamespaces namespaces;
    private final LearnedLimits limits;
    private final DataGaps gaps;
    private final KnownHpas known;

    Gatherer(Catalog catalog, WatchedNamespaces namespaces, LearnedLimits limits, DataGaps gaps, KnownHpas known) {
        this.catalog = catalog;
        this.namespaces = namespaces;
        this.limits = limits;
        this.gaps = gaps;
        this.known = known;
    }

    boolean isWatched(HasMetadata item) {
        return namespaces.contains(item.getMetadata().getNamespace());
    }

    <T extends HasMetadata> Facts gather(WorkloadType<T> type, T item, Context<T> context) {
        Workload workload = type.workload(item);
        var facts = new Facts(
                workload,
                item.getMetadata().getUid(),
                catalog.parsed(workload, item.getMetadata().getAnnotations()),
                List.copyOf(context.getSecondaryResources(HorizontalPodAutoscaler.class)),
                limits.current(),
                gaps.of(workload));
        return facts.adopt()
                .flatMap(name -> stranger(facts, name, context))
                .map(facts::with)
                .orElse(facts);
    }

    /**
     * The one to take over is to be told from none at all also where it scales something else. Its coming wakes nobody
     * then, so that one that the cache does not have yet is asked for.
     */
    private Optional<HorizontalPodAutoscaler> stranger(Facts facts, String name, Context<?> context) {
        return facts.named(name).isPresent()
                ? Optional.empty()
                : known.find(facts.workload().namespace(), name).or(() -> live(facts.workload(), name, context));
    }

    private static Optional<HorizontalPodAutoscaler> live(Workload workload, String name, Context<?> context) {
        return Optional.ofNullable(context.getClient()
                .resources(HorizontalPodAutoscaler.class)
                .inNamespace(workload.namespace())
                .withName(name)
                .get());
    }

    /** Something about the API server that the next facts are to tell. */
    LearnedLimits limits() {
        return limits;
    }
}

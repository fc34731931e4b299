package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.policy.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import jakarta.inject.Singleton;
import java.util.List;

/** Collects the facts of a decision from the informers' caches. */
@Singleton
final class Gatherer {
    private final AnnotationParser parser;
    private final WatchedNamespaces namespaces;
    private final LearnedLimits limits;
    private final DataGaps gaps;

    Gatherer(AnnotationParser parser, WatchedNamespaces namespaces, LearnedLimits limits, DataGaps gaps) {
        this.parser = parser;
        this.namespaces = namespaces;
        this.limits = limits;
        this.gaps = gaps;
    }

    boolean isWatched(HasMetadata item) {
        return namespaces.contains(item.getMetadata().getNamespace());
    }

    <T extends HasMetadata> Facts gather(WorkloadType<T> type, T item, Context<T> context) {
        Workload workload = type.workload(item);
        return new Facts(
                workload,
                item.getMetadata().getUid(),
                parser.parse(workload, item.getMetadata().getAnnotations()),
                List.copyOf(context.getSecondaryResources(HorizontalPodAutoscaler.class)),
                limits.current(),
                gaps.of(workload));
    }

    /** Something about the API server that the next facts are to tell. */
    LearnedLimits limits() {
        return limits;
    }
}

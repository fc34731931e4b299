package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * HorizontalPodAutoscalers that are taken over for a workload which is gone. They have no owner, so that nothing takes them
 * away, and without a workload no reconciliation gives them back. Where it is there without annotations, its reconciliation
 * does, and tells it by an Event; one that is being deleted has none any more, and goes.
 */
@Singleton
final class Orphans {
    private final KnownHpas known;
    private final CatalogFeed workloads;
    private final WatchedNamespaces namespaces;

    Orphans(KnownHpas known, CatalogFeed workloads, WatchedNamespaces namespaces) {
        this.known = known;
        this.workloads = workloads;
        this.namespaces = namespaces;
    }

    List<HorizontalPodAutoscaler> find() {
        return known.adopted().stream().filter(this::isOne).toList();
    }

    boolean isOne(HorizontalPodAutoscaler hpa) {
        return namespaces.contains(hpa.getMetadata().getNamespace())
                && workload(hpa).filter(workload -> !workloads.has(workload)).isPresent();
    }

    private static Optional<Workload> workload(HorizontalPodAutoscaler hpa) {
        return AdoptedSpec.of(hpa) instanceof AdoptedSpec.Kept kept
                ? Arrays.stream(WorkloadKind.values())
                        .filter(kind -> kind.kind().equals(kept.target().getKind()))
                        .map(kind -> new Workload(
                                kind,
                                hpa.getMetadata().getNamespace(),
                                kept.target().getName()))
                        .findFirst()
                : Optional.empty();
    }
}

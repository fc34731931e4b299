package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * HorizontalPodAutoscalers that are taken over for a workload which is gone or has no annotations any more. They have no
 * owner, so that nothing takes them away, and without a workload no reconciliation gives them back.
 */
@Singleton
final class Orphans {
    private final KnownHpas known;
    private final Catalog catalog;
    private final WatchedNamespaces namespaces;

    Orphans(KnownHpas known, Catalog catalog, WatchedNamespaces namespaces) {
        this.known = known;
        this.catalog = catalog;
        this.namespaces = namespaces;
    }

    List<HorizontalPodAutoscaler> find() {
        return known.adopted().stream().filter(this::isOne).toList();
    }

    boolean isOne(HorizontalPodAutoscaler hpa) {
        return namespaces.contains(hpa.getMetadata().getNamespace())
                && workload(hpa)
                        .filter(workload -> catalog.find(workload).isEmpty())
                        .isPresent();
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

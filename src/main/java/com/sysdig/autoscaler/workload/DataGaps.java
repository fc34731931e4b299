package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.annotation.Parsed;
import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.catalog.CatalogEntry;
import com.sysdig.autoscaler.policy.MetricSpec;
import com.sysdig.autoscaler.policy.OnMissing;
import com.sysdig.autoscaler.policy.ScalingPolicy;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.History.Presence;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Whether a workload's data are there, as far as its HorizontalPodAutoscaler depends on it, and what wakes its reconciler. */
@Singleton
final class DataGaps {
    private final Catalog catalog;
    private final AnswerStore answers;

    /** That of the reconciler that was registered last. */
    private final Map<WorkloadKind, SimpleInboundEventSource<?>> sources = new ConcurrentHashMap<>();

    DataGaps(Catalog catalog, AnswerStore answers) {
        this.catalog = catalog;
        this.answers = answers;
    }

    /** One metric without data is enough; one that was not answered yet leaves it open until it should have been, three times. */
    Presence of(Workload workload) {
        return catalog.find(workload).map(this::of).orElse(Presence.UNKNOWN);
    }

    private Presence of(CatalogEntry entry) {
        return entry.parsed() instanceof Parsed.Valid(var policy) ? of(entry, policy) : Presence.UNKNOWN;
    }

    private Presence of(CatalogEntry entry, ScalingPolicy policy) {
        var data = policy.metrics().stream()
                .flatMap(metric -> of(entry, metric))
                .distinct()
                .toList();
        if (data.contains(Presence.MISSING)) {
            return Presence.MISSING;
        }
        return data.contains(Presence.UNKNOWN) ? Presence.UNKNOWN : Presence.THERE;
    }

    private Stream<Presence> of(CatalogEntry entry, MetricSpec metric) {
        return Stream.ofNullable(entry.questions().get(metric.id()))
                .map(question -> answers.history(question, metric.onEmpty()).presence());
    }

    /** For each kind of workload its own; one that comes later takes its place. */
    <T extends HasMetadata> EventSource<?, T> wakingUp(WorkloadType<T> type) {
        var source = new SimpleInboundEventSource<T>("data-gaps");
        if (sources.put(type.kind(), source) == null) {
            answers.watch(changed -> wake(type.kind(), changed));
        }
        return source;
    }

    private void wake(WorkloadKind kind, Set<Question> changed) {
        catalog.entries()
                .filter(entry -> entry.workload().kind() == kind && dependsOn(entry, changed))
                .map(CatalogEntry::workload)
                .forEach(
                        workload -> source(kind).propagateEvent(new ResourceID(workload.name(), workload.namespace())));
    }

    private SimpleInboundEventSource<?> source(WorkloadKind kind) {
        return Objects.requireNonNull(sources.get(kind), "no reconciler of this kind is registered");
    }

    private static boolean dependsOn(CatalogEntry entry, Set<Question> changed) {
        return entry.parsed() instanceof Parsed.Valid(var policy)
                && policy.onMissing() instanceof OnMissing.AtLeast
                && !Collections.disjoint(changed, entry.questions().values());
    }
}

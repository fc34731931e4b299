package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.hpa.HpaGenerator;
import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What wakes the reconcilers, and what their informers keep.
 *
 * <p>Added workloads are never filtered out, annotated or not: the SDK would drop every event of their autoscalers, and one
 * whose annotations went away while we were down would keep its autoscaler for ever.
 */
@Needs(
        in = Needs.In.CLUSTER,
        group = "autoscaling",
        resource = "horizontalpodautoscalers",
        verbs = {"list", "watch"})
@Singleton
final class Watching {
    private static final long PAGE = 500;
    /** The safety net under the events, and what makes hourly notices hourly. */
    private static final Duration AT_LEAST_EVERY = Duration.ofMinutes(10);

    private final WatchedNamespaces namespaces;
    private final CatalogFeed feed;
    private final KnownHpas known;
    private final DataGaps gaps;

    Watching(WatchedNamespaces namespaces, CatalogFeed feed, KnownHpas known, DataGaps gaps) {
        this.namespaces = namespaces;
        this.feed = feed;
        this.known = known;
        this.gaps = gaps;
    }

    <T extends HasMetadata> void configure(ControllerConfigurationOverrider<T> controller, WorkloadType<T> type) {
        controller
                .withGenerationAware(false)
                .withFieldManager(HpaGenerator.MANAGER)
                .withReconciliationMaxInterval(AT_LEAST_EVERY)
                .withRetry(patientRetry())
                .withOnUpdateFilter(Watching::hasOtherIntent)
                .withInformerListLimit(PAGE)
                .withItemStore(new WorkloadStore<>(type, feed));
        // The SDK would run one informer per namespace and give all of them the one store. So several namespaces are
        // watched as all of them, and what lies outside is left alone by the feed and the reconcilers.
        if (namespaces.names().size() == 1) {
            controller.settingNamespaces(namespaces.names());
        } else {
            controller.watchingAllNamespaces();
        }
    }

    /** For ever, since nothing else might wake a reconciliation that failed. */
    private static GenericRetry patientRetry() {
        return new GenericRetry()
                .setInitialInterval(Duration.ofSeconds(1))
                .setIntervalMultiplier(2)
                .setMaxInterval(Duration.ofMinutes(2).toMillis())
                .withoutMaxAttempts();
    }

    /** Another UID is another workload that came while we did not look. */
    static <T extends HasMetadata> boolean hasOtherIntent(T now, T before) {
        return !Objects.equals(now.getMetadata().getUid(), before.getMetadata().getUid())
                || !Objects.equals(
                        now.getMetadata().getAnnotations(), before.getMetadata().getAnnotations());
    }

    /** Without a label selector, since others' autoscalers matter too. */
    <T extends HasMetadata> EventSource<HorizontalPodAutoscaler, T> hpas(
            EventSourceContext<T> context, WorkloadType<T> type) {
        var informer = InformerEventSourceConfiguration.from(HorizontalPodAutoscaler.class, type.resource())
                .withSecondaryToPrimaryMapper(hpa -> concerned(hpa, type))
                .withOnUpdateFilter(Watching::saysOtherThan)
                .withInformerListLimit(PAGE)
                .withItemStore(known.store(type.kind()))
                .build();
        return new InformerEventSource<>(informer, context);
    }

    /** Data that began or ceased to be missing. */
    <T extends HasMetadata> EventSource<?, T> gaps(WorkloadType<T> type) {
        return gaps.wakingUp(type);
    }

    /** Its status, which changes all the time, is not among what the store keeps. */
    private static boolean saysOtherThan(HorizontalPodAutoscaler now, HorizontalPodAutoscaler before) {
        return !Objects.equals(now.getSpec(), before.getSpec())
                || !Objects.equals(
                        now.getMetadata().getUid(), before.getMetadata().getUid())
                || !Objects.equals(
                        now.getMetadata().getLabels(), before.getMetadata().getLabels())
                || !AdoptedSpec.annotation(now.getMetadata()).equals(AdoptedSpec.annotation(before.getMetadata()))
                || !Objects.equals(
                        now.getMetadata().getOwnerReferences(),
                        before.getMetadata().getOwnerReferences());
    }

    /** The workloads of this type that it scales, for which it was taken over, that own it, or whose name it has. */
    private static <T extends HasMetadata> Set<ResourceID> concerned(
            HorizontalPodAutoscaler hpa, WorkloadType<T> type) {
        var adopted = AdoptedSpec.of(hpa) instanceof AdoptedSpec.Kept kept
                ? Stream.of(kept.target())
                : Stream.<CrossVersionObjectReference>empty();
        var scaled = Stream.concat(Stream.of(hpa.getSpec().getScaleTargetRef()), adopted)
                .filter(ref -> type.kind().kind().equals(ref.getKind()))
                .map(ref -> ref.getName());
        return Stream.concat(scaled, Stream.of(hpa.getMetadata().getName()))
                .map(name -> new ResourceID(name, hpa.getMetadata().getNamespace()))
                .collect(Collectors.toUnmodifiableSet());
    }
}

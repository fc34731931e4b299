package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.hpa.HpaGenerator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;

/**
 * What wakes the reconcilers, and what their informers keep.
 *
 * <p>Added workloads are never filtered out, annotated or not: the SDK would drop every event of their autoscalers, and one
 * whose annotations went away while we were down would keep its autoscaler for ever.
 */
@Singleton
final class Watching {
    static final long PAGE = 500;
    /** The safety net under the events, and what makes hourly notices hourly. */
    private static final Duration AT_LEAST_EVERY = Duration.ofMinutes(10);

    private final WatchedNamespaces namespaces;
    private final CatalogFeed feed;
    private final SharedHpas hpas;
    private final DataGaps gaps;

    Watching(WatchedNamespaces namespaces, CatalogFeed feed, SharedHpas hpas, DataGaps gaps) {
        this.namespaces = namespaces;
        this.feed = feed;
        this.hpas = hpas;
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
                .withItemStore(feed.store(type));
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

    <T extends HasMetadata> EventSource<HorizontalPodAutoscaler, T> hpas(EventSourceContext<T> context) {
        return hpas.source(context);
    }

    /** Data that began or ceased to be missing. */
    <T extends HasMetadata> EventSource<?, T> gaps(WorkloadType<T> type) {
        return gaps.wakingUp(type);
    }
}

package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The HorizontalPodAutoscalers for the reconcilers of both kinds, by one informer: the SDK would run one for each, and each
 * would receive, read and keep every one of them. It runs while one of the reconcilers does.
 */
@Needs(
        in = Needs.In.CLUSTER,
        group = "autoscaling",
        resource = "horizontalpodautoscalers",
        verbs = {"list", "watch"})
@Singleton
final class SharedHpas {
    private final KnownHpas known;

    /** Those of the reconcilers that run, or start. */
    private final Set<Source<?>> running = new CopyOnWriteArraySet<>();

    /** Made when the first reconciler is registered. */
    private volatile @Nullable InformerEventSource<HorizontalPodAutoscaler, HasMetadata> informer;

    SharedHpas(KnownHpas known) {
        this.known = known;
    }

    /** For the reconciler of this context. */
    synchronized <T extends HasMetadata> EventSource<HorizontalPodAutoscaler, T> source(EventSourceContext<T> context) {
        if (informer == null) {
            informer = informer(context);
        }
        return new Source<>();
    }

    /** Keeps the answer, so that the next reconciliation sees it, and wakes nobody for our own echo. */
    HorizontalPodAutoscaler write(HorizontalPodAutoscaler desired, UnaryOperator<HorizontalPodAutoscaler> operation) {
        return informer().eventFilteringUpdateAndCacheResource(desired, operation);
    }

    private InformerEventSource<HorizontalPodAutoscaler, HasMetadata> informer() {
        return Objects.requireNonNull(informer, "no reconciler is registered");
    }

    /** Whichever context is first: client and namespaces are the same in all. Without a label selector, since others' matter too. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // the SDK has it typed by the one reconciler that it is for
    private InformerEventSource<HorizontalPodAutoscaler, HasMetadata> informer(EventSourceContext<?> context) {
        var configuration = InformerEventSourceConfiguration.from(
                        HorizontalPodAutoscaler.class, context.getPrimaryResourceClass())
                .withSecondaryToPrimaryMapper(SharedHpas::concerned)
                .withPrimaryToSecondaryMapper(this::concerning)
                .withOnUpdateFilter(SharedHpas::saysOtherThan)
                .withInformerListLimit(Watching.PAGE)
                .withItemStore(known.store())
                .build();
        var made = new InformerEventSource(configuration, context);
        made.setControllerConfiguration(context.getControllerConfiguration());
        made.setEventHandler(event -> running.forEach(source -> source.wake(event)));
        return made;
    }

    private synchronized void start(Source<?> source) {
        running.add(source);
        try {
            informer().start(); // does nothing where it runs
        } catch (RuntimeException e) {
            running.remove(source);
            throw e;
        }
    }

    /** Not before the last: a reconciliation of the other kind may be under way, and would see no autoscalers at all. */
    private synchronized void stop(Source<?> source) {
        running.remove(source);
        if (running.isEmpty()) {
            informer().stop();
        }
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

    /** Workloads of whichever kind; a reconciler knows those of its own. */
    private static Set<ResourceID> concerned(HorizontalPodAutoscaler hpa) {
        return HpaStore.names(hpa).stream()
                .map(name -> new ResourceID(name, hpa.getMetadata().getNamespace()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The SDK's own index would hold a map for each workload. What we wrote a moment ago is in none, but has its name. */
    private Set<ResourceID> concerning(HasMetadata workload) {
        var namespace = workload.getMetadata().getNamespace();
        var name = workload.getMetadata().getName();
        return Stream.concat(Stream.of(name), known.store().namesConcerning(namespace, name))
                .map(hpa -> new ResourceID(hpa, namespace))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What one reconciler sees of it. */
    private final class Source<T extends HasMetadata> extends AbstractEventSource<HorizontalPodAutoscaler, T> {
        Source() {
            super(HorizontalPodAutoscaler.class, "hpas");
        }

        @Override
        public void start() {
            SharedHpas.this.start(this);
            super.start();
        }

        @Override
        public void stop() {
            super.stop();
            SharedHpas.this.stop(this);
        }

        void wake(Event event) {
            getEventHandler().handleEvent(event);
        }

        @Override
        public Set<HorizontalPodAutoscaler> getSecondaryResources(T primary) {
            return informer().getSecondaryResources(primary);
        }
    }
}

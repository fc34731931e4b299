package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.quarkiverse.operatorsdk.runtime.api.ConfigurableReconciler;
import jakarta.inject.Singleton;
import java.util.List;

/** StatefulSets; the SDK wants a class for each kind, what they do is in {@link Reconciliation}. */
@Needs(
        in = Needs.In.CLUSTER,
        group = "apps",
        resource = "statefulsets",
        verbs = {"list", "watch"})
@Singleton
@ControllerConfiguration(name = "statefulset")
public final class StatefulSetReconciler implements ConfigurableReconciler<StatefulSet> {
    private final Watching watching;
    private final Reconciliation reconciliation;

    StatefulSetReconciler(Watching watching, Reconciliation reconciliation) {
        this.watching = watching;
        this.reconciliation = reconciliation;
    }

    @Override
    public void updateConfigurationFrom(ControllerConfigurationOverrider<StatefulSet> controller) {
        watching.configure(controller, WorkloadType.STATEFUL_SET);
    }

    @Override
    public List<EventSource<?, StatefulSet>> prepareEventSources(EventSourceContext<StatefulSet> context) {
        return List.of(watching.hpas(context), watching.gaps(WorkloadType.STATEFUL_SET));
    }

    @Override
    public UpdateControl<StatefulSet> reconcile(StatefulSet statefulSet, Context<StatefulSet> context) {
        return reconciliation.reconcile(WorkloadType.STATEFUL_SET, statefulSet, context);
    }
}

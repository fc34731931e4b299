package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.quarkiverse.operatorsdk.runtime.api.ConfigurableReconciler;
import jakarta.inject.Singleton;
import java.util.List;

/** Deployments; the SDK wants a class for each kind, what they do is in {@link Reconciliation}. */
@Needs(
        in = Needs.In.CLUSTER,
        group = "apps",
        resource = "deployments",
        verbs = {"list", "watch"})
@Singleton
@ControllerConfiguration(name = "deployment")
public final class DeploymentReconciler implements ConfigurableReconciler<Deployment> {
    private final Watching watching;
    private final Reconciliation reconciliation;

    DeploymentReconciler(Watching watching, Reconciliation reconciliation) {
        this.watching = watching;
        this.reconciliation = reconciliation;
    }

    @Override
    public void updateConfigurationFrom(ControllerConfigurationOverrider<Deployment> controller) {
        watching.configure(controller, WorkloadType.DEPLOYMENT);
    }

    @Override
    public List<EventSource<?, Deployment>> prepareEventSources(EventSourceContext<Deployment> context) {
        return List.of(watching.hpas(context), watching.gaps(WorkloadType.DEPLOYMENT));
    }

    @Override
    public UpdateControl<Deployment> reconcile(Deployment deployment, Context<Deployment> context) {
        return reconciliation.reconcile(WorkloadType.DEPLOYMENT, deployment, context);
    }
}

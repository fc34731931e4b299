package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.catalog.Replicas;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the kinds of workload have in common, for which the model has no interface.
 *
 * @param size reads the replicas; the API server fills in the wanted ones and leaves out ready ones that are none
 * @param trim leaves nothing but these replicas of spec and status
 */
record WorkloadType<T extends HasMetadata>(
        Class<T> resource, WorkloadKind kind, Function<T, Replicas> size, BiConsumer<T, Replicas> trim) {
    static final WorkloadType<Deployment> DEPLOYMENT =
            new WorkloadType<>(Deployment.class, WorkloadKind.DEPLOYMENT, WorkloadType::size, WorkloadType::trim);
    static final WorkloadType<StatefulSet> STATEFUL_SET =
            new WorkloadType<>(StatefulSet.class, WorkloadKind.STATEFUL_SET, WorkloadType::size, WorkloadType::trim);

    Workload workload(T item) {
        return new Workload(
                kind, item.getMetadata().getNamespace(), item.getMetadata().getName());
    }

    private static Replicas size(Deployment item) {
        var status = item.getStatus();
        return size(item.getSpec().getReplicas(), status == null ? null : status.getReadyReplicas());
    }

    private static Replicas size(StatefulSet item) {
        var status = item.getStatus();
        return size(item.getSpec().getReplicas(), status == null ? null : status.getReadyReplicas());
    }

    private static Replicas size(@Nullable Integer wanted, @Nullable Integer ready) {
        return new Replicas(wanted == null ? 1 : wanted, ready == null ? 0 : ready);
    }

    private static void trim(Deployment item, Replicas replicas) {
        item.setSpec(new DeploymentSpecBuilder().withReplicas(replicas.wanted()).build());
        item.setStatus(new DeploymentStatusBuilder()
                .withReadyReplicas(replicas.ready())
                .build());
    }

    private static void trim(StatefulSet item, Replicas replicas) {
        item.setSpec(
                new StatefulSetSpecBuilder().withReplicas(replicas.wanted()).build());
        item.setStatus(new StatefulSetStatusBuilder()
                .withReadyReplicas(replicas.ready())
                .build());
    }
}

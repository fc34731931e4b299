package com.sysdig.autoscaler.hpa;

import com.sysdig.autoscaler.policy.Bounds;
import com.sysdig.autoscaler.policy.ScalingPolicy;
import com.sysdig.autoscaler.policy.Workload;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpecBuilder;

/** Writes the HorizontalPodAutoscaler of a policy; nothing of the workload but its identity gets into it. */
public final class HpaGenerator {
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    /** Value of {@link #MANAGED_BY} and the field manager. */
    public static final String MANAGER = "sysdig-autoscaler";

    private static final String API_VERSION = "apps/v1";

    private final int replicasCeiling;

    /**
     * For one installation.
     *
     * @param replicasCeiling nothing may ask for more replicas; the upper bound of a paused workload
     */
    public HpaGenerator(int replicasCeiling) {
        this.replicasCeiling = replicasCeiling;
    }

    /** The same input gives an equal object, its lists and maps in the same order; it has no owner. */
    public HorizontalPodAutoscaler generate(Workload workload, ScalingPolicy policy) {
        return generate(workload, policy, Pausing.bounds(policy, replicasCeiling));
    }

    /** While data have been missing for some time: {@code scale-on-missing: at-least/n} makes the one difference. */
    public HorizontalPodAutoscaler generateWithoutData(Workload workload, ScalingPolicy policy) {
        return generate(workload, policy, Pausing.boundsWithoutData(policy, replicasCeiling));
    }

    private static HorizontalPodAutoscaler generate(Workload workload, ScalingPolicy policy, Bounds bounds) {
        return new HorizontalPodAutoscalerBuilder()
                .withMetadata(metadata(workload))
                .withSpec(spec(workload, policy, bounds))
                .build();
    }

    private static ObjectMeta metadata(Workload workload) {
        return new ObjectMetaBuilder()
                .withNamespace(workload.namespace())
                .withName(workload.name())
                .addToLabels(MANAGED_BY, MANAGER)
                .build();
    }

    private static HorizontalPodAutoscalerSpec spec(Workload workload, ScalingPolicy policy, Bounds bounds) {
        return new HorizontalPodAutoscalerSpecBuilder()
                .withScaleTargetRef(new CrossVersionObjectReferenceBuilder()
                        .withApiVersion(API_VERSION)
                        .withKind(workload.kind().kind())
                        .withName(workload.name())
                        .build())
                .withMinReplicas(bounds.min())
                .withMaxReplicas(bounds.max())
                .withMetrics(HpaMetrics.of(workload, policy))
                .withBehavior(HpaBehavior.of(Pausing.behavior(policy)))
                .build();
    }
}

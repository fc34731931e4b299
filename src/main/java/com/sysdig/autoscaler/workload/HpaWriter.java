package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.hpa.HpaComparison;
import com.sysdig.autoscaler.hpa.HpaComparison.Tolerance;
import com.sysdig.autoscaler.hpa.HpaGenerator;
import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import jakarta.inject.Singleton;
import java.util.function.UnaryOperator;

/**
 * The writes. All go through {@link SharedHpas}, which keeps the answer and does not wake us for our own echo. A failure that another
 * try may overcome leaves as the client's exception.
 */
@Needs(
        in = Needs.In.CLUSTER,
        group = "autoscaling",
        resource = "horizontalpodautoscalers",
        verbs = {"get", "create", "patch", "delete"})
@Singleton
final class HpaWriter {
    /**
     * The revision of no object, since etcd's first write has the second. An apply with it makes an object where there is none,
     * and is a conflict where there is one.
     */
    private static final String NONE = "1";

    private final Attempts attempts;
    private final SharedHpas hpas;

    HpaWriter(Attempts attempts, SharedHpas hpas) {
        this.attempts = attempts;
        this.hpas = hpas;
    }

    /** Where there is any of this name, which the cache does not know yet, it is a conflict: nothing of it is taken over. */
    <P extends HasMetadata> Written create(HorizontalPodAutoscaler desired, Context<P> context) {
        return write(
                desired,
                WriteKind.CREATE,
                hpa -> context.getClient()
                        .resource(new HorizontalPodAutoscalerBuilder(hpa)
                                .editMetadata()
                                .withResourceVersion(NONE)
                                .endMetadata()
                                .build())
                        .fieldManager(HpaGenerator.MANAGER)
                        .serverSideApply());
    }

    /** The desired one carries the UID of ours, so that nothing else is written into. */
    <P extends HasMetadata> Written correct(HorizontalPodAutoscaler desired, Context<P> context) {
        var written = write(
                desired,
                WriteKind.CORRECT,
                hpa -> context.getClient()
                        .resource(hpa)
                        .fieldManager(HpaGenerator.MANAGER)
                        .forceConflicts()
                        .serverSideApply());
        return written instanceof Written.Done done && hasMoreThan(desired, done.answered())
                ? replaceSpec(desired, done.answered(), context)
                : written;
    }

    /** A tolerance that is not there is one that the API server dropped. */
    private static boolean hasMoreThan(HorizontalPodAutoscaler desired, HorizontalPodAutoscaler live) {
        return !HpaComparison.agree(live, desired, Tolerance.KEPT) && !HpaComparison.lostTolerance(desired, live);
    }

    /** Server-side apply leaves alone what others added beside our fields, and our spec is to say nothing else. */
    private <P extends HasMetadata> Written replaceSpec(
            HorizontalPodAutoscaler desired, HorizontalPodAutoscaler live, Context<P> context) {
        var patch = HpaPatch.of(live).with("replace", "/spec", desired.getSpec());
        return write(desired, WriteKind.CORRECT, hpa -> patch.apply(context.getClient()));
    }

    /** Only the object that was looked at: a change since then is a conflict. */
    <P extends HasMetadata> void delete(HorizontalPodAutoscaler ours, Context<P> context) {
        attempts.counted(
                WriteKind.DELETE,
                () -> context.getClient()
                        .resource(ours)
                        .lockResourceVersion(ours.getMetadata().getResourceVersion())
                        .delete());
    }

    private Written write(
            HorizontalPodAutoscaler desired, WriteKind kind, UnaryOperator<HorizontalPodAutoscaler> operation) {
        return attempts.attempt(desired, kind, () -> hpas.write(desired, operation));
    }
}

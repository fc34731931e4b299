package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.hpa.HpaComparison;
import com.sysdig.autoscaler.hpa.HpaComparison.Tolerance;
import com.sysdig.autoscaler.hpa.HpaGenerator;
import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The writes. All go through the SDK, which keeps the answer and does not wake us for our own echo. A failure that another
 * try may overcome leaves as the client's exception.
 */
@Needs(
        in = Needs.In.CLUSTER,
        group = "autoscaling",
        resource = "horizontalpodautoscalers",
        verbs = {"get", "create", "patch", "delete"})
@Singleton
final class HpaWriter {
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 422);
    private static final PatchContext REPLACE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON)
            .withFieldManager(HpaGenerator.MANAGER)
            .build();

    private final WorkloadMeters meters;

    HpaWriter(WorkloadMeters meters) {
        this.meters = meters;
    }

    /** Without force: what another manager put there since we looked makes a conflict, not a victim. */
    <P extends HasMetadata> Written create(HorizontalPodAutoscaler desired, Context<P> context) {
        return write(
                desired,
                WriteKind.CREATE,
                context,
                hpa -> context.getClient()
                        .resource(hpa)
                        .fieldManager(HpaGenerator.MANAGER)
                        .serverSideApply());
    }

    /** The desired one carries the UID of ours, so that nothing else is written into. */
    <P extends HasMetadata> Written correct(HorizontalPodAutoscaler desired, Context<P> context) {
        var written = write(
                desired,
                WriteKind.CORRECT,
                context,
                hpa -> context.getClient()
                        .resource(hpa)
                        .fieldManager(HpaGenerator.MANAGER)
                        .forceConflicts()
                        .serverSideApply());
        if (written instanceof Written.Done done && !HpaComparison.agree(done.answered(), desired, Tolerance.DROPPED)) {
            return replaceSpec(desired, context);
        }
        return written;
    }

    /** Server-side apply leaves alone what others added beside our fields, and our spec is to say nothing else. */
    private <P extends HasMetadata> Written replaceSpec(HorizontalPodAutoscaler desired, Context<P> context) {
        String patch = Serialization.asJson(List.of(
                new PatchOperation(
                        "test", "/metadata/uid", desired.getMetadata().getUid()),
                new PatchOperation("replace", "/spec", desired.getSpec())));
        return write(
                desired,
                WriteKind.CORRECT,
                context,
                hpa -> context.getClient().resource(hpa).patch(REPLACE, patch));
    }

    /** An operation of a JSON patch. */
    private record PatchOperation(String op, String path, Object value) {}

    /** Only the object that was looked at: a change since then is a conflict. */
    <P extends HasMetadata> void delete(HorizontalPodAutoscaler ours, Context<P> context) {
        try {
            context.getClient()
                    .resource(ours)
                    .lockResourceVersion(ours.getMetadata().getResourceVersion())
                    .delete();
            meters.wrote(WriteKind.DELETE, WriteResult.DONE);
        } catch (KubernetesClientException e) {
            meters.wrote(WriteKind.DELETE, result(e));
            throw e;
        }
    }

    private <P extends HasMetadata> Written write(
            HorizontalPodAutoscaler desired,
            WriteKind kind,
            Context<P> context,
            UnaryOperator<HorizontalPodAutoscaler> operation) {
        try {
            var answered = context.resourceOperations().resourcePatch(desired, operation);
            meters.wrote(kind, WriteResult.DONE);
            return new Written.Done(desired, answered);
        } catch (KubernetesClientException e) {
            meters.wrote(kind, result(e));
            if (result(e) == WriteResult.REFUSED) {
                return new Written.Refused(desired, answer(e));
            }
            throw e;
        }
    }

    private static WriteResult result(KubernetesClientException e) {
        if (e.getCode() == 409) {
            return WriteResult.CONFLICT;
        }
        return REFUSALS.contains(e.getCode()) ? WriteResult.REFUSED : WriteResult.FAILED;
    }

    private static String answer(KubernetesClientException e) {
        return e.getStatus() == null || e.getStatus().getMessage() == null
                ? "HTTP " + e.getCode()
                : e.getStatus().getMessage();
    }
}

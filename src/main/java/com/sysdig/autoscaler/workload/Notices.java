package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.annotation.Problem;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;
import java.util.stream.Collectors;

/** What we say, in full sentences: what, why, what to do. */
final class Notices {
    private Notices() {}

    static Notice created() {
        return new Notice(EventReason.HPA_CREATED, "The HorizontalPodAutoscaler was created from the annotations.");
    }

    static Notice removed() {
        return new Notice(
                EventReason.HPA_REMOVED,
                "The HorizontalPodAutoscaler was removed with the last sysdig.com/scale-* annotation; the replicas stay.");
    }

    static Notice invalidAnnotations(List<Problem> problems) {
        return new Notice(
                EventReason.INVALID_ANNOTATIONS,
                problems.stream().map(Problem::text).collect(Collectors.joining("\n")));
    }

    static Notice foreignHpa(List<HorizontalPodAutoscaler> foreign) {
        return new Notice(
                EventReason.FOREIGN_HPA,
                "Another HorizontalPodAutoscaler scales this workload or has the name of ours: "
                        + foreign.stream()
                                .map(hpa -> hpa.getMetadata().getName())
                                .collect(Collectors.joining(", "))
                        + ". Two would stop each other, so there is none of ours and the replicas stay as the other"
                        + " leaves them. Delete it, or remove the sysdig.com/scale-* annotations.");
    }

    static Notice nameConflict(Workload workload) {
        WorkloadKind other =
                workload.kind() == WorkloadKind.DEPLOYMENT ? WorkloadKind.STATEFUL_SET : WorkloadKind.DEPLOYMENT;
        return new Notice(
                EventReason.NAME_CONFLICT,
                "The HorizontalPodAutoscaler \"%s\" belongs to the %s of the same name, so this workload gets none. Rename one of the two, or remove the sysdig.com/scale-* annotations of one."
                        .formatted(workload.name(), other.kind()));
    }

    static Notice minReplicasRaised(int min) {
        return new Notice(
                EventReason.MIN_REPLICAS_RAISED,
                "The data of a metric are missing, so that there are at least %d replicas until they come again (sysdig.com/scale-on-missing). kubectl describe hpa tells what is missing and what to do."
                        .formatted(min));
    }

    static Notice refused(String answer) {
        return new Notice(
                EventReason.HPA_REFUSED,
                "The API server refused the HorizontalPodAutoscaler; it is tried again every few minutes. It said: "
                        + answer);
    }

    static Notice toleranceUnsupported() {
        return new Notice(
                EventReason.TOLERANCE_UNSUPPORTED,
                "This cluster does not know tolerances of a HorizontalPodAutoscaler (feature gate HPAConfigurableTolerance): sysdig.com/scale-up-tolerance and -down-tolerance have no effect.");
    }

    static Notice scaleToZeroUnsupported() {
        return new Notice(
                EventReason.SCALE_TO_ZERO_UNSUPPORTED,
                "This cluster refuses minReplicas 0 (feature gate HPAScaleToZero): the HorizontalPodAutoscaler is written with 1.");
    }
}

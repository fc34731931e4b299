package com.sysdig.autoscaler.workload;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Counts writes, and tells those that the cluster does not want from those that another try may bring through; these leave
 * as the client's exception.
 */
@Singleton
final class Attempts {
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 422);

    private final WorkloadMeters meters;

    Attempts(WorkloadMeters meters) {
        this.meters = meters;
    }

    Written attempt(HorizontalPodAutoscaler desired, WriteKind kind, Supplier<HorizontalPodAutoscaler> operation) {
        try {
            return new Written.Done(desired, counted(kind, operation));
        } catch (KubernetesClientException e) {
            if (result(e) == WriteResult.REFUSED) {
                return new Written.Refused(desired, Objection.of(e));
            }
            throw e;
        }
    }

    <T> T counted(WriteKind kind, Supplier<T> operation) {
        try {
            var answer = operation.get();
            meters.wrote(kind, WriteResult.DONE);
            return answer;
        } catch (KubernetesClientException e) {
            meters.wrote(kind, result(e));
            throw e;
        }
    }

    private static WriteResult result(KubernetesClientException e) {
        if (e.getCode() == 409) {
            return WriteResult.CONFLICT;
        }
        var refused = REFUSALS.contains(e.getCode())
                || Written.Refused.tellsOfUnknownField(Objection.of(e).text());
        return refused ? WriteResult.REFUSED : WriteResult.FAILED;
    }
}

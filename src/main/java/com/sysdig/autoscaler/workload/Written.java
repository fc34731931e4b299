package com.sysdig.autoscaler.workload;

import com.sysdig.autoscaler.hpa.HpaComparison;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.Objects;

/** How a write ended that did not fail on its way. */
sealed interface Written {
    /**
     * It is written.
     *
     * @param answered what the API server made of it
     */
    record Done(HorizontalPodAutoscaler desired, HorizontalPodAutoscaler answered) implements Written {}

    /** The API server, or an admission webhook or quota of the cluster, does not want it; trying again at once is no use. */
    record Refused(HorizontalPodAutoscaler desired, Objection objection) implements Written {
        /** What server-side apply says, with status 500, of a field that is newer than the API server. */
        private static final String UNKNOWN = ": field not declared in schema";

        static boolean tellsOfUnknownField(String answer) {
            return answer.contains(UNKNOWN);
        }

        /** In the words of the cluster. */
        String answer() {
            return objection.text();
        }

        boolean isForUnknownTolerance() {
            return HpaComparison.hasTolerance(desired.getSpec()) && answer().contains(".tolerance" + UNKNOWN);
        }

        /** By the API server itself, for which it needs a feature; a policy that says so speaks for its own namespaces. */
        boolean isForZero() {
            return Objects.equals(desired.getSpec().getMinReplicas(), 0)
                    && objection.invalidFields().contains("spec.minReplicas");
        }
    }
}

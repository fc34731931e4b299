package com.sysdig.autoscaler.workload;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster has against a write.
 *
 * @param text in its own words
 * @param invalidFields those that the API server's own validation names: the same in all namespaces, as a policy's are not
 */
record Objection(String text, Set<String> invalidFields) {
    private static final int UNPROCESSABLE = 422;

    Objection {
        invalidFields = Set.copyOf(invalidFields);
    }

    static Objection of(KubernetesClientException e) {
        @Nullable Status status = e.getStatus();
        if (status == null || status.getMessage() == null) {
            return new Objection("HTTP " + e.getCode(), Set.of());
        }
        return new Objection(status.getMessage(), isOfValidation(status) ? fields(status) : Set.of());
    }

    /** A webhook's answer is passed on with whatever code, reason and causes it has; only its message is begun by the API server. */
    private static boolean isOfValidation(Status status) {
        return Objects.equals(status.getCode(), UNPROCESSABLE)
                && "Invalid".equals(status.getReason())
                && !status.getMessage().startsWith("admission webhook ")
                && !status.getMessage().contains("ValidatingAdmissionPolicy '");
    }

    private static Set<String> fields(Status status) {
        var details = status.getDetails();
        return details == null
                ? Set.of()
                : details.getCauses().stream()
                        .map(StatusCause::getField)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toUnmodifiableSet());
    }
}

package com.sysdig.autoscaler.admission;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An AdmissionReview on its way back. */
@RegisterForReflection
@JsonPropertyOrder({"kind", "apiVersion", "response"})
record ReviewAnswer(@JsonProperty Response response) implements Document {
    @JsonProperty
    String apiVersion() {
        return "admission.k8s.io/v1";
    }

    @JsonProperty
    String kind() {
        return "AdmissionReview";
    }

    /**
     * The decision.
     *
     * @param uid that of the request
     * @param status null where it is allowed
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Response(
            String uid,
            @JsonInclude(JsonInclude.Include.ALWAYS) boolean allowed,
            @Nullable Denial status,
            List<String> warnings) {}
}

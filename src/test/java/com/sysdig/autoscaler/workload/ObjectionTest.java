package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectionTest {
    private static final String VALIDATION =
            "HorizontalPodAutoscaler.autoscaling \"idle\" is invalid: spec.minReplicas: Invalid value: 0: must be greater than or equal to 1";

    private static final Status REFUSED = new StatusBuilder()
            .withCode(422)
            .withReason("Invalid")
            .withMessage(VALIDATION)
            .withNewDetails()
            .addNewCause("spec.minReplicas", "Invalid value: 0", "FieldValueInvalid")
            .endDetails()
            .build();

    @Test
    void zeroThatTheApiServersOwnValidationRefusesIsAMatterOfTheCluster() {
        assertThat(isForZero(0, REFUSED)).isTrue();
        assertThat(isForZero(1, REFUSED)).isFalse();
    }

    /** A webhook may say all the rest as the API server does. */
    @ParameterizedTest
    @CsvSource({
        "admission webhook \"validate.kyverno.svc-fail\" denied the request: spec.minReplicas: Invalid value: 0",
        "horizontalpodautoscalers.autoscaling \"idle\" is forbidden: ValidatingAdmissionPolicy 'two' with binding 'two' denied request: minReplicas"
    })
    void zeroThatAdmissionRefusesIsNone(String message) {
        var status = new StatusBuilder(REFUSED).withMessage(message).build();
        assertThat(isForZero(0, status)).isFalse();
        assertThat(Objection.of(new KubernetesClientException(status)).text()).isEqualTo(message);
    }

    @Test
    void norIsAnotherCodeReasonOrField() {
        assertThat(isForZero(0, new StatusBuilder(REFUSED).withCode(400).build()))
                .isFalse();
        assertThat(isForZero(
                        0, new StatusBuilder(REFUSED).withReason("Forbidden").build()))
                .isFalse();
        assertThat(isForZero(0, new StatusBuilder(REFUSED).withDetails(null).build()))
                .isFalse();
        assertThat(isForZero(
                        0,
                        new StatusBuilder(REFUSED)
                                .withNewDetails()
                                .addNewCause("spec.maxReplicas", "Invalid value: 0", "FieldValueInvalid")
                                .addNewCause(null, "minReplicas", null)
                                .endDetails()
                                .build()))
                .isFalse();
    }

    private static boolean isForZero(int min, Status status) {
        var desired = new HorizontalPodAutoscalerBuilder(Hpas.foreign("idle", "Deployment", "idle"))
                .editSpec()
                .withMinReplicas(min)
                .endSpec()
                .build();
        return new Written.Refused(desired, Objection.of(new KubernetesClientException(status))).isForZero();
    }
}

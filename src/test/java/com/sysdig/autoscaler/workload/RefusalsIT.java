package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A policy of the cluster says no, as an older API server says it to a minimum of zero and, before 1.33, to a tolerance. */
class RefusalsIT {
    private static final String POLICY = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: refusals}
            spec:
              failurePolicy: Fail
              matchConstraints:
                resourceRules:
                - {apiGroups: [autoscaling], apiVersions: ["*"], operations: [CREATE, UPDATE], resources: [horizontalpodautoscalers]}
              validations:
              - {expression: "object.spec.maxReplicas != 13", message: "thirteen is out of the question"}
              - {expression: "object.spec.minReplicas != 0", message: "spec.minReplicas has to be greater than zero"}
              - expression: "!has(object.spec.behavior) || !has(object.spec.behavior.scaleDown.tolerance)"
                message: ".spec.behavior.scaleDown.tolerance: field not declared in schema"
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: {name: refusals}
            spec: {policyName: refusals, validationActions: [Deny]}
            """;

    private final AnnotatedNamespace shop =
            new AnnotatedNamespace(Testbed.shared().namespace("refusals"));

    /** Of its own for each test: what the API server does not do is told to the first whom it concerns, and nobody else. */
    private final RunningReconcilers reconcilers = RunningReconcilers.watching(shop.name());

    @BeforeEach
    void refuse() {
        shop.kubernetes().resourceList(POLICY).serverSideApply();
        shop.eventually(() -> assertThat(isRefused()).isTrue());
    }

    @AfterEach
    void allow() {
        reconcilers.close();
        shop.kubernetes().resourceList(POLICY).delete();
    }

    @Test
    void refusalIsQuoted() {
        AnnotatedNamespace.annotated(Workload.deployment(shop.name(), "web"))
                .with("scale-max-replicas", "13")
                .create(shop.kubernetes());
        shop.eventually(() -> assertThat(shop.events("web")).contains("HpaRefused"));
        assertThat(shop.note("web", "HpaRefused")).contains("thirteen is out of the question");
    }

    @Test
    void oneIsWrittenWhereZeroIsRefused() {
        Workload.deployment(shop.name(), "idle")
                .with("scale-query", "sum(queue_length)")
                .with("scale-target", "10")
                .with("scale-min-replicas", "0")
                .with("scale-max-replicas", "3")
                .create(shop.kubernetes());
        shop.eventually(() -> assertThat(shop.hpa("idle").get()).isNotNull());
        assertThat(shop.spec("idle").getMinReplicas()).isEqualTo(1);
        shop.eventually(() -> assertThat(shop.events("idle")).contains("ScaleToZeroUnsupported"));
    }

    @Test
    void itIsWrittenWithoutToleranceWhereThatIsRefused() {
        AnnotatedNamespace.annotated(Workload.deployment(shop.name(), "tolerant"))
                .with("scale-down-tolerance", "5%")
                .with("scale-down-stabilization", "10m")
                .create(shop.kubernetes());
        shop.eventually(() -> assertThat(shop.hpa("tolerant").get()).isNotNull());
        var down = shop.spec("tolerant").getBehavior().getScaleDown();
        assertThat(down.getStabilizationWindowSeconds()).isEqualTo(600);
        assertThat(down.getTolerance()).isNull();
        shop.eventually(() -> assertThat(shop.events("tolerant")).contains("ToleranceUnsupported"));
    }

    /** The API server takes a moment to follow a policy. */
    private boolean isRefused() {
        try {
            shop.kubernetes()
                    .resource(new HorizontalPodAutoscalerBuilder(Hpas.foreign("probe", "Deployment", "probe"))
                            .withNewMetadata()
                            .withNamespace(shop.name())
                            .withName("probe")
                            .endMetadata()
                            .editSpec()
                            .withMaxReplicas(13)
                            .endSpec()
                            .build())
                    .dryRun(true)
                    .create();
            return false;
        } catch (KubernetesClientException _) {
            return true;
        }
    }
}

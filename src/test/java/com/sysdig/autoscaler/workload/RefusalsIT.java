package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A policy of one namespace says no, and of a tolerance says it as an API server before 1.33. */
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
              - {expression: "object.spec.minReplicas != 0", message: "minReplicas must be at least 2"}
              - expression: "!has(object.spec.behavior) || !has(object.spec.behavior.scaleDown.tolerance)"
                message: ".spec.behavior.scaleDown.tolerance: field not declared in schema"
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: {name: refusals}
            spec:
              policyName: refusals
              validationActions: [Deny]
              matchResources: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: SHOP}}}
            """;

    private final AnnotatedNamespace shop =
            new AnnotatedNamespace(Testbed.shared().namespace("refusals"));

    private final AnnotatedNamespace elsewhere =
            new AnnotatedNamespace(Testbed.shared().namespace("elsewhere"));
    private final String policy = POLICY.replace("SHOP", shop.name());

    /** Of its own for each test: what the API server does not do is told to the first whom it concerns, and nobody else. */
    private final RunningReconcilers reconcilers = RunningReconcilers.watching(shop.name(), elsewhere.name());

    @BeforeEach
    void refuse() {
        shop.kubernetes().resourceList(policy).serverSideApply();
        shop.eventually(() -> assertThat(isRefused()).isTrue());
    }

    @AfterEach
    void allow() {
        reconcilers.close();
        shop.kubernetes().resourceList(policy).delete();
    }

    @Test
    void refusalIsQuoted() {
        AnnotatedNamespace.annotated(Workload.deployment(shop.name(), "web"))
                .with("scale-max-replicas", "13")
                .create(shop.kubernetes());
        shop.eventually(() -> assertThat(shop.events("web")).contains("HpaRefused"));
        assertThat(shop.note("web", "HpaRefused")).contains("thirteen is out of the question");
    }

    /** Before Kubernetes 1.37 the API server refuses zero itself, before a policy sees it. */
    @Test
    void zeroThatAPolicyRefusesIsToldByItsWordsAndIsWrittenInOtherNamespaces() {
        assumeThat(elsewhere.admitsZero()).as("an API server that takes 0").isTrue();
        shop.idle().create(shop.kubernetes());
        shop.eventually(() -> assertThat(shop.events("idle")).contains("HpaRefused"));
        assertThat(shop.note("idle", "HpaRefused")).contains("minReplicas must be at least 2");
        assertThat(shop.events("idle")).doesNotContain("ScaleToZeroUnsupported");
        assertThat(shop.hpa("idle").get()).isNull();

        elsewhere.idle().create(shop.kubernetes());
        elsewhere.eventually(() -> assertThat(elsewhere.hpa("idle").get()).isNotNull());
        assertThat(elsewhere.spec("idle").getMinReplicas()).isZero();
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

package com.sysdig.autoscaler.registration;

import com.sysdig.autoscaler.certificates.ServiceAddress;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchCondition;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperationsBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which requests the API server asks us about. It refuses them while we are away, so that they are only those that change
 * our annotations: roll-outs, scaling, finalizers, deletion and opting out never wait for us. All that the API server would
 * fill in is written out, so that what is stored is what was sent.
 */
final class WorkloadWebhook {
    private static final String NAME = "workloads.autoscaler.sysdig.com";
    private static final int SECONDS = 5;

    private static final String ANNOTATED = """
            object != null && has(object.metadata.annotations) &&
            object.metadata.annotations.exists(k, k.startsWith('sysdig.com/scale-'))""";

    /** On creation all of them are new. */
    private static final String CHANGED = """
            object != null && has(object.metadata.annotations) && (
              oldObject == null || !has(oldObject.metadata.annotations) ||
              object.metadata.annotations.exists(k, k.startsWith('sysdig.com/scale-') &&
                !(k in oldObject.metadata.annotations && oldObject.metadata.annotations[k] == object.metadata.annotations[k])) ||
              oldObject.metadata.annotations.exists(k, k.startsWith('sysdig.com/scale-') &&
                !(k in object.metadata.annotations)))""";

    private final ServiceAddress address;

    WorkloadWebhook(ServiceAddress address) {
        this.address = address;
    }

    /** {@code path}: where it calls us; {@code caBundle}: base64 of PEM. */
    ValidatingWebhook calling(String path, @Nullable String caBundle) {
        return new ValidatingWebhookBuilder()
                .withName(NAME)
                .withAdmissionReviewVersions("v1")
                .withSideEffects("None")
                .withTimeoutSeconds(SECONDS)
                .withFailurePolicy("Fail")
                .withMatchPolicy("Equivalent")
                .withRules(rule())
                .withNamespaceSelector(outsideOfOurNamespace())
                .withObjectSelector(new LabelSelector())
                .withMatchConditions(new MatchCondition(ANNOTATED, "annotated"), new MatchCondition(CHANGED, "changed"))
                .withNewClientConfig()
                .withCaBundle(caBundle)
                .withNewService(address.name(), address.namespace(), path, address.port())
                .endClientConfig()
                .build();
    }

    private static RuleWithOperations rule() {
        return new RuleWithOperationsBuilder()
                .withOperations("CREATE", "UPDATE")
                .withApiGroups("apps")
                .withApiVersions("v1")
                .withResources("deployments", "statefulsets")
                .withScope("Namespaced")
                .build();
    }

    /** We must be able to start without ourselves. */
    private LabelSelector outsideOfOurNamespace() {
        return new LabelSelectorBuilder()
                .addToMatchExpressions(new LabelSelectorRequirement(
                        "kubernetes.io/metadata.name", "NotIn", List.of(address.namespace())))
                .build();
    }
}

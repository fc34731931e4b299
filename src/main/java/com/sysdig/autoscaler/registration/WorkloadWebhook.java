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
    static final String NAME = "workloads.autoscaler.sysdig.com";
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

    /**
     * What it has to be.
     *
     * @param path where it calls us
     * @param caBundle base64 of PEM
     * @param namespaces those that it is called for now; fewer than we want are left so, null is all
     */
    ValidatingWebhook calling(String path, @Nullable String caBundle, @Nullable LabelSelector namespaces) {
        return new ValidatingWebhookBuilder()
                .withName(NAME)
                .withAdmissionReviewVersions("v1")
                .withSideEffects("None")
                .withTimeoutSeconds(SECONDS)
                .withFailurePolicy("Fail")
                .withMatchPolicy("Equivalent")
                .withRules(rule())
                .withNamespaceSelector(outsideOfOurNamespace(namespaces))
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

    /**
     * We must be able to start without ourselves. Whatever else is asked of namespaces stays: AKS' admissions enforcer takes its
     * own out of every webhook, and would again.
     */
    private LabelSelector outsideOfOurNamespace(@Nullable LabelSelector live) {
        var others = live == null ? new LabelSelector() : live;
        var outside =
                new LabelSelectorRequirement("kubernetes.io/metadata.name", "NotIn", List.of(address.namespace()));
        return others.getMatchExpressions().contains(outside)
                ? others
                : new LabelSelectorBuilder(others)
                        .addToMatchExpressions(0, outside)
                        .build();
    }
}

package com.sysdig.autoscaler.metricsapi.access;

import com.sysdig.autoscaler.rights.Needs;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks by TokenReview and SubjectAccessReview. */
@Needs(in = Needs.In.CLUSTER, group = "authentication.k8s.io", resource = "tokenreviews", verbs = "create")
@Needs(in = Needs.In.CLUSTER, group = "authorization.k8s.io", resource = "subjectaccessreviews", verbs = "create")
@Singleton
final class KubernetesReviews implements Reviews {
    private static final int LONGEST_REASON = 1024;

    private final KubernetesClient kubernetes;

    KubernetesReviews(KubernetesClient kubernetes) {
        this.kubernetes = kubernetes;
    }

    @Override
    public TokenAnswer review(String token) {
        var question = new TokenReviewBuilder()
                .withNewSpec()
                .withToken(token)
                .endSpec()
                .build();
        try {
            return answer(kubernetes.tokenReviews().create(question));
        } catch (KubernetesClientException e) {
            return new TokenAnswer.Failed(detail(e, "tokenreviews"));
        }
    }

    @Override
    public AccessAnswer review(Caller caller, Asked asked) {
        try {
            return answer(kubernetes.authorization().v1().subjectAccessReview().create(question(caller, asked)));
        } catch (KubernetesClientException e) {
            return new AccessAnswer.Failed(detail(e, "subjectaccessreviews"));
        }
    }

    private static TokenAnswer answer(TokenReview review) {
        var status = review.getStatus();
        if (status == null) {
            return new TokenAnswer.Failed("the review came back without an answer");
        }
        var user = status.getUser();
        if (!Boolean.TRUE.equals(status.getAuthenticated()) || user == null || isEmpty(user.getUsername())) {
            return new TokenAnswer.Rejected();
        }
        return new TokenAnswer.Accepted(caller(user));
    }

    private static Caller caller(UserInfo user) {
        @Nullable List<String> groups = user.getGroups();
        @Nullable Map<String, List<String>> extra = user.getExtra();
        return new Caller(
                user.getUsername(),
                user.getUid(),
                groups == null ? List.of() : groups,
                extra == null ? Map.of() : extra);
    }

    private static SubjectAccessReview question(Caller caller, Asked asked) {
        var spec = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(caller.user())
                .withUid(caller.uid())
                .withGroups(caller.groups())
                .withExtra(caller.extra());
        return switch (asked) {
            case Asked.OfPath(var verb, var path) ->
                spec.withNewNonResourceAttributes(path, verb).endSpec().build();
            case Asked.OfResource resource ->
                spec.withNewResourceAttributes()
                        .withVerb(resource.verb())
                        .withGroup(resource.group())
                        .withVersion(resource.version())
                        .withNamespace(resource.namespace())
                        .withResource(resource.resource())
                        .withSubresource(resource.subresource())
                        .withName(resource.name())
                        .endResourceAttributes()
                        .endSpec()
                        .build();
        };
    }

    private static AccessAnswer answer(SubjectAccessReview review) {
        var status = review.getStatus();
        if (status == null) {
            return new AccessAnswer.Failed("the review came back without an answer");
        }
        if (Boolean.TRUE.equals(status.getAllowed()) && !Boolean.TRUE.equals(status.getDenied())) {
            return new AccessAnswer.Allowed();
        }
        var reason = Objects.requireNonNullElse(status.getReason(), "");
        return new AccessAnswer.Denied(reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
    }

    /** Never the client's own message, which may quote what was sent. */
    private static String detail(KubernetesClientException failure, String resource) {
        return switch (failure.getCode()) {
            case 0 -> "the API server cannot be reached";
            case HttpURLConnection.HTTP_FORBIDDEN ->
                "we may not create %s: bind our ServiceAccount to the ClusterRole of kubernetes/rbac.yaml"
                        .formatted(resource);
            default -> "the API server answered %d to creating %s".formatted(failure.getCode(), resource);
        };
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}

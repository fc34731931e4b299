package com.sysdig.autoscaler.metricsapi.access;

import com.sysdig.autoscaler.metricsapi.access.Authentication.Absent;
import com.sysdig.autoscaler.metricsapi.access.Authentication.Known;
import com.sysdig.autoscaler.metricsapi.access.Authentication.Refused;
import com.sysdig.autoscaler.metricsapi.access.Reviews.AccessAnswer;
import com.sysdig.autoscaler.metricsapi.access.Verdict.Admitted;
import com.sysdig.autoscaler.metricsapi.access.Verdict.Denied;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Decides over a request as Kubernetes' own API servers do: who asks (front proxy, certificate of a user, bearer token, in
 * this order; the first that knows wins; bad credentials are never taken for none), then whether that one may.
 */
@Singleton
final class Entrance {
    /** Of both questions together, so that no request waits longer than a second. */
    private static final Duration LIMIT = Patience.LIMIT;

    private final List<Callers> certificates;
    private final TokenUsers tokens;
    private final Permissions permissions;

    Entrance(FrontProxy frontProxy, CertificateUsers users, TokenUsers tokens, Permissions permissions) {
        this.certificates = List.of(frontProxy, users);
        this.tokens = tokens;
        this.permissions = permissions;
    }

    /** Never blocks; completes normally within a second, at once where everything is known. */
    CompletableFuture<Verdict> judge(Credentials credentials, Asked asked) {
        var verdict = identify(credentials).thenCompose(authentication -> switch (authentication) {
            case Known(var caller) -> permit(caller, asked);
            case Absent() -> permit(Caller.ANONYMOUS, asked);
            case Refused(var reason, var detail) ->
                CompletableFuture.<Verdict>completedFuture(new Denied(reason, Denial.UNAUTHORIZED, detail));
        });
        return verdict.isDone()
                ? verdict
                : verdict.completeOnTimeout(
                        unanswered("the API server did not answer within %d ms".formatted(LIMIT.toMillis())),
                        LIMIT.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<Authentication> identify(Credentials credentials) {
        var refused = Optional.<Authentication>empty();
        for (var callers : certificates) {
            switch (callers.identify(credentials)) {
                case Known known -> {
                    return CompletableFuture.completedFuture(known);
                }
                case Refused because -> refused = refused.or(() -> Optional.of(because));
                case Absent _ -> {
                    // The next one may know.
                }
            }
        }
        var otherwise = refused.orElseGet(Absent::new);
        return credentials
                .bearer()
                .map(token -> tokens.identify(token))
                .orElseGet(() -> CompletableFuture.completedFuture(otherwise));
    }

    private CompletableFuture<Verdict> permit(Caller caller, Asked asked) {
        return permissions.review(caller, asked).thenApply(answer -> switch (answer) {
            case AccessAnswer.Allowed() -> new Admitted(caller);
            case AccessAnswer.Denied(var why) ->
                new Denied(DenialReason.FORBIDDEN, Denial.forbidden(caller, asked, why), caller.user());
            case AccessAnswer.Failed(var detail) -> unanswered(detail);
        });
    }

    private static Denied unanswered(String detail) {
        return new Denied(DenialReason.ACCESS_REVIEW_FAILED, Denial.unanswered(detail), detail);
    }
}

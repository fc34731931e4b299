package com.sysdig.autoscaler.metricsapi.access;

import com.sysdig.autoscaler.metricsapi.access.Authentication.Known;
import com.sysdig.autoscaler.metricsapi.access.Authentication.Refused;
import com.sysdig.autoscaler.metricsapi.access.Reviews.TokenAnswer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Users who prove by a bearer token who they are. The API server is asked, at most every ten seconds for each token. */
@Singleton
final class TokenUsers {
    private static final Duration LIFE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Patience.LIMIT;
    private static final int CAPACITY = 4096;
    private static final int AT_ONCE = 16;

    private final Reviews reviews;
    private final AccessMeters meters;
    private final Fingerprint fingerprint = new Fingerprint();
    private final Lane lane = new Lane(AT_ONCE, LIMIT);
    private final Remembered<TokenAnswer> answers;

    TokenUsers(Reviews reviews, AccessMeters meters, InstantSource clock) {
        this.reviews = reviews;
        this.meters = meters;
        this.answers = new Remembered<>(clock, LIFE, CAPACITY, answer -> !(answer instanceof TokenAnswer.Failed));
    }

    /** Never blocks, completes normally. */
    CompletableFuture<Authentication> identify(String token) {
        return answers.get(fingerprint.of(List.of(token)), () -> ask(token)).thenApply(TokenUsers::authentication);
    }

    private CompletableFuture<TokenAnswer> ask(String token) {
        return lane.<TokenAnswer>run(() -> reviews.review(token), TokenAnswer.Failed::new)
                .whenComplete((answer, _) -> meters.reviewed(answer));
    }

    private static Authentication authentication(TokenAnswer answer) {
        return switch (answer) {
            case TokenAnswer.Accepted(var caller) -> new Known(caller);
            case TokenAnswer.Rejected() -> new Refused(DenialReason.TOKEN_REJECTED, "not accepted by the API server");
            case TokenAnswer.Failed(var detail) -> new Refused(DenialReason.TOKEN_REVIEW_FAILED, detail);
        };
    }
}

package com.sysdig.autoscaler.metricsapi.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.metricsapi.access.Reviews.AccessAnswer;
import com.sysdig.autoscaler.metricsapi.access.Reviews.TokenAnswer;
import com.sysdig.autoscaler.metricsapi.access.Verdict.Admitted;
import com.sysdig.autoscaler.metricsapi.access.Verdict.Denied;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens while the API server says nothing, and what is remembered of what it said. */
class EntranceTest {
    private static final Caller ANN = new Caller("ann", null, List.of("blue"), Map.of());
    private static final Caller MASTER = new Caller("root", null, List.of("system:masters"), Map.of());
    private static final Asked READ =
            new Asked.OfResource("list", "external.metrics.k8s.io", "v1beta1", "a", "m", "", "");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-06-01T12:00:00Z"));
    private final ScriptedReviews reviews = new ScriptedReviews();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AccessMeters meters = new AccessMeters(registry);
    private final Permissions permissions = new Permissions(reviews, meters, now::get);
    private final Entrance entrance = new Entrance(
            new FrontProxy(now::get),
            new CertificateUsers(now::get),
            new TokenUsers(reviews, meters, now::get),
            permissions);

    @AfterEach
    void goOn() {
        reviews.goOn();
    }

    @Test
    void answersWithinASecondWhileTheApiServerHangs() {
        reviews.hang();

        var denied = denied(withinASecond(judge("secret")));

        assertThat(denied.reason()).isIn(DenialReason.TOKEN_REVIEW_FAILED, DenialReason.ACCESS_REVIEW_FAILED);
        assertThat(denied(withinASecond(permit())).status().code()).isEqualTo(500);
    }

    @Test
    void allowsNobodyWhileTheApiServerFails() {
        reviews.answer(new AccessAnswer.Failed("the API server cannot be reached"));

        var denied = denied(permit());

        assertThat(denied.reason()).isEqualTo(DenialReason.ACCESS_REVIEW_FAILED);
        assertThat(denied.status().json())
                .contains("\"kind\":\"Status\"", "\"reason\":\"InternalError\"", "\"code\":500", "cannot be reached");
        assertThat(reviewed("access", "failed")).isOne();
    }

    @Test
    void tellsTheOwnerOfATokenThatCannotBeReviewedNothing() {
        reviews.answer(new TokenAnswer.Failed("the API server cannot be reached"));

        var denied = denied(judge("secret"));

        assertThat(denied.status()).isEqualTo(Denial.UNAUTHORIZED);
        assertThat(denied.toString()).doesNotContain("secret");
    }

    @Test
    void servesWhatItRemembersUntilTenSecondsAreOver() {
        reviews.answer(new TokenAnswer.Accepted(ANN));
        assertThat(judge("secret").join()).isEqualTo(new Admitted(ANN));
        reviews.answer(new TokenAnswer.Failed("down"));
        reviews.answer(new AccessAnswer.Failed("down"));

        pass(Duration.ofMillis(9_999));
        assertThat(judge("secret").isDone()).isTrue();
        assertThat(judge("secret").join()).isEqualTo(new Admitted(ANN));

        pass(Duration.ofMillis(1));
        assertThat(denied(judge("secret")).reason()).isEqualTo(DenialReason.TOKEN_REVIEW_FAILED);
    }

    @Test
    void remembersRefusalsToo() {
        reviews.answer(new AccessAnswer.Denied("no role"));

        assertThat(denied(permit()).reason()).isEqualTo(DenialReason.FORBIDDEN);
        assertThat(denied(judge("bad")).reason()).isEqualTo(DenialReason.TOKEN_REJECTED);
        assertThat(denied(permit()).status().message()).endsWith(": no role");
        assertThat(denied(judge("bad")).reason()).isEqualTo(DenialReason.TOKEN_REJECTED);

        assertThat(reviews.asked()).containsExactly(Caller.ANONYMOUS, "bad");
    }

    @Test
    void asksAgainAfterAFailure() {
        reviews.answer(new AccessAnswer.Failed("down"));
        assertThat(denied(permit()).reason()).isEqualTo(DenialReason.ACCESS_REVIEW_FAILED);

        reviews.answer(new AccessAnswer.Allowed());

        assertThat(permit().join()).isEqualTo(new Admitted(Caller.ANONYMOUS));
    }

    @Test
    void asksOnceForManyWhoAskAtOnce() {
        reviews.hang();
        reviews.answer(new TokenAnswer.Accepted(ANN));
        var all = new ArrayList<CompletableFuture<Verdict>>();
        for (var i = 0; i < 50; i++) {
            all.add(judge("secret"));
        }
        promptly().until(() -> !reviews.asked().isEmpty());
        reviews.goOn();

        assertThat(all).allSatisfy(one -> assertThat(one.join()).isEqualTo(new Admitted(ANN)));
        assertThat(reviews.asked()).containsExactly("secret", ANN);
    }

    @Test
    void asksNobodyAboutMasters() {
        reviews.hang();

        assertThat(permissions.review(MASTER, READ)).isCompletedWithValue(new AccessAnswer.Allowed());
    }

    @Test
    void strangersWhoCrowdInHoldUpNoUser() {
        reviews.hang();
        for (var i = 0; i < 100; i++) {
            var _ = permissions.review(Caller.ANONYMOUS, new Asked.OfPath("get", "/" + i));
        }
        promptly().until(() -> reviews.asked().size() == 4);
        assertThat(permissions.review(Caller.ANONYMOUS, READ))
                .isCompletedWithValue(new AccessAnswer.Failed("too many reviews at once"));

        var user = permissions.review(ANN, READ);
        promptly().until(() -> reviews.asked().contains(ANN));
        reviews.goOn();
        assertThat(user.join()).isEqualTo(new AccessAnswer.Allowed());
    }

    @Test
    void remembersNoHugeQuestion() {
        var huge = new Asked.OfPath("get", "/" + "x".repeat(10_000));

        assertThat(permissions.review(ANN, huge).join()).isEqualTo(new AccessAnswer.Allowed());
        assertThat(permissions.review(ANN, huge).join()).isEqualTo(new AccessAnswer.Allowed());

        assertThat(reviews.asked()).hasSize(2);
    }

    @Test
    void tellsApartWhoOnlyReadsTheSame() {
        var one = new Caller("ann", null, List.of("a", "b"), Map.of("k", List.of("v")));
        var other = new Caller("ann", null, List.of("a"), Map.of("k", List.of("v", "b")));

        assertThat(permissions.review(one, READ).join()).isEqualTo(new AccessAnswer.Allowed());
        assertThat(permissions.review(other, READ).join()).isEqualTo(new AccessAnswer.Allowed());

        assertThat(reviews.asked()).containsExactly(one, other);
    }

    private CompletableFuture<Verdict> judge(String token) {
        return entrance.judge(new Credentials(List.of(), List.of(Map.entry("Authorization", "Bearer " + token))), READ);
    }

    private CompletableFuture<Verdict> permit() {
        return entrance.judge(new Credentials(List.of(), List.of()), READ);
    }

    /** One timer of the JDK ends both waits in their order, so that a busy machine delays both. */
    private static CompletableFuture<Verdict> withinASecond(CompletableFuture<Verdict> verdict) {
        return verdict.orTimeout(1, TimeUnit.SECONDS);
    }

    /** Reviews are given up after less than a second. */
    private static ConditionFactory promptly() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
    }

    private static Denied denied(CompletableFuture<Verdict> verdict) {
        return switch (verdict.join()) {
            case Denied denied -> denied;
            case Admitted(var caller) -> throw new AssertionError(caller);
        };
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private double reviewed(String kind, String result) {
        return registry.get("sysdig_autoscaler_api_reviews")
                .tags("kind", kind, "result", result)
                .counter()
                .count();
    }
}

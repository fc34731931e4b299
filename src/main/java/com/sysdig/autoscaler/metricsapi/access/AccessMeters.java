package com.sysdig.autoscaler.metricsapi.access;

import com.sysdig.autoscaler.metricsapi.access.Reviews.AccessAnswer;
import com.sysdig.autoscaler.metricsapi.access.Reviews.TokenAnswer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.Locale;

/**
 * {@code sysdig_autoscaler_api_denied_total}: requests turned away, by reason. {@code
 * sysdig_autoscaler_api_reviews_total}: questions to the API server, by kind and result.
 */
@Singleton
final class AccessMeters {
    private enum Kind {
        TOKEN,
        ACCESS
    }

    private enum Result {
        ACCEPTED,
        REFUSED,
        FAILED
    }

    private final MeterProvider<Counter> denied;
    private final MeterProvider<Counter> reviews;

    AccessMeters(MeterRegistry registry) {
        denied = Counter.builder("sysdig_autoscaler_api_denied")
                .description("Requests turned away")
                .withRegistry(registry);
        reviews = Counter.builder("sysdig_autoscaler_api_reviews")
                .description("TokenReviews and SubjectAccessReviews asked of the API server")
                .withRegistry(registry);
        for (var reason : DenialReason.values()) {
            of(reason);
        }
        for (var kind : Kind.values()) {
            for (var result : Result.values()) {
                of(kind, result);
            }
        }
    }

    void denied(DenialReason reason) {
        of(reason).increment();
    }

    void reviewed(TokenAnswer answer) {
        var result = switch (answer) {
            case TokenAnswer.Accepted _ -> Result.ACCEPTED;
            case TokenAnswer.Rejected _ -> Result.REFUSED;
            case TokenAnswer.Failed _ -> Result.FAILED;
        };
        of(Kind.TOKEN, result).increment();
    }

    void reviewed(AccessAnswer answer) {
        var result = switch (answer) {
            case AccessAnswer.Allowed _ -> Result.ACCEPTED;
            case AccessAnswer.Denied _ -> Result.REFUSED;
            case AccessAnswer.Failed _ -> Result.FAILED;
        };
        of(Kind.ACCESS, result).increment();
    }

    private Counter of(DenialReason reason) {
        return denied.withTag("reason", label(reason));
    }

    private Counter of(Kind kind, Result result) {
        return reviews.withTags(Tags.of("kind", label(kind), "result", label(result)));
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

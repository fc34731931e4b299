package com.sysdig.autoscaler.metricsapi;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Says with a Status that a body is too large. The server's own answer to that has no body, and closes HTTP/2
 * connections by a header that HTTP/2 forbids.
 */
@Singleton
final class BodyLimit {
    private static final int PRIORITY = 850;

    private final long limit;

    BodyLimit(VertxHttpConfig server) {
        limit = server.limits().maxBodySize().map(MemorySize::asLongValue).orElse(Long.MAX_VALUE);
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        if (isTooLarge(context.request().getHeader(HttpHeaders.CONTENT_LENGTH))) {
            context.fail(Status.Reason.REQUEST_TOO_LARGE.code());
        } else {
            context.next();
        }
    }

    private boolean isTooLarge(@Nullable String length) {
        try {
            return length != null && Long.parseLong(length) > limit;
        } catch (NumberFormatException _) {
            return true;
        }
    }
}

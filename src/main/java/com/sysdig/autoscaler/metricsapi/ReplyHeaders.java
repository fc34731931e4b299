package com.sysdig.autoscaler.metricsapi;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Headers of every reply, whoever writes it. */
@Singleton
final class ReplyHeaders {
    private static final String AUDIT_ID = "Audit-Id";
    private static final int FIRST = 1000;

    void register(@Observes Filters filters) {
        filters.register(ReplyHeaders::add, FIRST);
    }

    private static void add(RoutingContext context) {
        var headers = context.response().headers();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cache-Control", "no-cache, private");
        var auditId = context.request().getHeader(AUDIT_ID);
        if (auditId != null) {
            headers.set(AUDIT_ID, auditId);
        }
        context.next();
    }
}

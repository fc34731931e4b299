package com.sysdig.autoscaler.metricsapi.access;

import com.sysdig.autoscaler.metricsapi.access.Authentication.Known;
import com.sysdig.autoscaler.metricsapi.access.Authentication.Refused;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jboss.logging.Logger;

/** Stands before every path of the main port. Health and metrics are on the management port, which has no such gate. */
@Singleton
final class AccessGate {
    static final int PRIORITY = 900;

    private static final Logger LOG = Logger.getLogger(AccessGate.class);
    private static final String UNAUTHORIZED = """
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
            "message":"Unauthorized","reason":"Unauthorized","code":401}
            """;

    private final Callers callers;
    private final AccessMeters meters;
    private final OpenDoor open;

    AccessGate(Callers callers, AccessMeters meters, OpenDoor open) {
        this.callers = callers;
        this.meters = meters;
        this.open = open;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        if (open.leads(context.request().method().name(), context.request().path())) {
            strip(context.request());
            context.next();
            return;
        }
        switch (callers.identify(credentials(context.request()))) {
            case Known(var caller) -> {
                strip(context.request());
                context.put(Caller.class.getName(), caller);
                context.next();
            }
            case Refused(var reason, var detail) -> {
                meters.denied(reason);
                LOG.debugf("Denied %s: %s (%s)", context.request().path(), reason, detail);
                context.response()
                        .setStatusCode(401)
                        .putHeader("Content-Type", "application/json")
                        .end(UNAUTHORIZED);
            }
        }
    }

    /** What identified the caller has done its work; nothing further in may take it for more than that. */
    private static void strip(HttpServerRequest request) {
        request.headers().names().stream()
                .filter(name ->
                        name.toLowerCase(Locale.ROOT).startsWith("x-remote-") || name.equalsIgnoreCase("Authorization"))
                .toList()
                .forEach(request.headers()::remove);
    }

    private static Credentials credentials(HttpServerRequest request) {
        return new Credentials(chain(request), request.headers().entries());
    }

    private static List<X509Certificate> chain(HttpServerRequest request) {
        var session = request.sslSession();
        if (session == null) {
            return List.of();
        }
        try {
            return Arrays.stream(session.getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException _) {
            return List.of();
        }
    }
}

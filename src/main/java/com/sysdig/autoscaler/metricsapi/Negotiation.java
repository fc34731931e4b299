package com.sysdig.autoscaler.metricsapi;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * The API server's way to agree on a content type, in the place of the framework's, which knows nothing of forms of a
 * kind: what a client accepts is put aside before routing and asked when the answer is known, so that an error stays the
 * error it is.
 */
@Singleton
public final class Negotiation {
    private static final String ACCEPTED = AcceptHeader.class.getName();
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final int PRIORITY = 800;

    void register(@Observes Filters filters) {
        filters.register(Negotiation::setAside, PRIORITY);
    }

    static AcceptHeader accepted(RoutingContext context) {
        return context.get(ACCEPTED, AcceptHeader.of(List.of()));
    }

    @ServerResponseFilter
    public void settle(ContainerRequestContext request, ContainerResponseContext response, RoutingContext context) {
        if (request.getMethod().equals(HttpMethod.OPTIONS)) {
            replace(response, Status.Reason.METHOD_NOT_ALLOWED);
        } else if (response.getStatus() < 300 && !isAcceptable(accepted(context), response)) {
            replace(response, Status.Reason.NOT_ACCEPTABLE);
        }
        if (response.getEntity() instanceof Body body) {
            response.setEntity(Json.bytes(body, isPretty(context)), null, response.getMediaType());
        }
    }

    /** Whether the reply shall be indented, for people. */
    static boolean isPretty(RoutingContext context) {
        var wish = context.queryParams().get("pretty");
        return wish != null && TRUE.contains(wish);
    }

    private static boolean isAcceptable(AcceptHeader accepted, ContainerResponseContext response) {
        return accepted.allowsJson() || response.getEntity() instanceof Discovery.GroupDiscoveryList;
    }

    private static void replace(ContainerResponseContext response, Status.Reason reason) {
        response.setStatus(reason.code());
        response.setEntity(reason.plain(), null, MediaType.APPLICATION_JSON_TYPE);
    }

    private static void setAside(RoutingContext context) {
        var headers = context.request().headers();
        context.put(ACCEPTED, AcceptHeader.of(headers.getAll(HttpHeaders.ACCEPT)));
        headers.remove(HttpHeaders.ACCEPT);
        context.next();
    }
}

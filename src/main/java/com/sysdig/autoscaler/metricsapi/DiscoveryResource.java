package com.sysdig.autoscaler.metricsapi;

import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What we offer. It must answer for as long as the process lives: where discovery of one group fails, no namespace of the
 * cluster can be deleted.
 */
@Path("/apis")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
final class DiscoveryResource {
    private static final MediaType AGGREGATED =
            MediaType.valueOf("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");
    private static final String TAG = EntityTags.of(Json.bytes(Discovery.AGGREGATED, false));

    @GET
    public RestResponse<Body> groups(
            RoutingContext context, @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        if (!Negotiation.accepted(context).prefersAggregatedDiscovery()) {
            return ResponseBuilder.<Body>ok(Discovery.GROUPS, MediaType.APPLICATION_JSON_TYPE)
                    .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                    .build();
        }
        var isKnown = ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(",", -1)).map(String::strip).anyMatch(TAG::equals);
        var reply = isKnown
                ? ResponseBuilder.<Body>create(RestResponse.Status.NOT_MODIFIED)
                : ResponseBuilder.<Body>ok(Discovery.AGGREGATED, AGGREGATED);
        return reply.header(HttpHeaders.ETAG, TAG)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }

    @GET
    @Path(Discovery.GROUP)
    public RestResponse<Body> group() {
        return Replies.ok(Discovery.OUR_GROUP);
    }

    @GET
    @Path(Discovery.GROUP_VERSION)
    public RestResponse<Body> resources() {
        return Replies.ok(Discovery.RESOURCES);
    }

    @GET
    @Path(Discovery.CUSTOM)
    public RestResponse<Body> customGroup() {
        return Replies.ok(Discovery.CUSTOM_GROUP);
    }

    @GET
    @Path(Discovery.CUSTOM + "/{version}")
    public RestResponse<Body> customResources(@RestPath String version) {
        return Discovery.CUSTOM_VERSIONS.contains(version)
                ? Replies.ok(Discovery.custom(version))
                : Replies.error(Status.Reason.NOT_FOUND.plain());
    }
}

package com.sysdig.autoscaler.metricsapi;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;

/** What API servers tell about themselves besides discovery. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
final class AboutResource {
    private final Version version;

    AboutResource(Build build) {
        version = Version.of(build.version(), build.platform());
    }

    @GET
    @Path("version")
    public RestResponse<Body> version() {
        return Replies.ok(version);
    }

    @GET
    @Path("openapi/v2")
    public RestResponse<Body> openApiV2() {
        return Replies.ok(new OpenApi.V2(new OpenApi.Title("Sysdig Autoscaler", version.gitVersion())));
    }

    @GET
    @Path("openapi/v3")
    public RestResponse<Body> openApiV3() {
        return Replies.ok(new OpenApi.V3(Map.of()));
    }
}

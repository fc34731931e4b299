package com.sysdig.autoscaler.sysdig;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.jboss.resteasy.reactive.RestResponse;

/** Sysdig's Prometheus API. The answer comes as it is, whatever its status; its body is read while it comes, and to be closed. */
@Path("/api/v1/query")
interface PrometheusApi {
    /**
     * Evaluates an instant query.
     *
     * @param time whole seconds of the epoch; Sysdig's schema knows no fractions
     * @param timeout of the evaluation, a Go duration
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    RestResponse<InputStream> query(
            @QueryParam("query") String query,
            @QueryParam("time") long time,
            @QueryParam("timeout") String timeout,
            @HeaderParam("Authorization") String authorization);
}

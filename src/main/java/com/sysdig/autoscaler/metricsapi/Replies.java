package com.sysdig.autoscaler.metricsapi;

import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Bodies with their status and content type. */
final class Replies {
    private Replies() {}

    static RestResponse<Body> ok(Body body) {
        return json(200, body);
    }

    static RestResponse<Body> error(Status status) {
        return json(status.code(), status);
    }

    private static RestResponse<Body> json(int status, Body body) {
        return ResponseBuilder.<Body>create(status)
                .entity(body)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }
}

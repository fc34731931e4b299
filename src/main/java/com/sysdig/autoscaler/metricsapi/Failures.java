package com.sysdig.autoscaler.metricsapi;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Makes a Status of every error, also of those that the framework finds before we are asked. */
@Singleton
public final class Failures {
    private static final Logger LOG = Logger.getLogger(Failures.class);

    /** Failures outside of the resources: filters, limits of the server. */
    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(Failures::end);
    }

    @ServerExceptionMapper
    public RestResponse<Body> refused(WebApplicationException failure) {
        return Replies.error(status(failure.getResponse().getStatus(), failure));
    }

    @ServerExceptionMapper
    public RestResponse<Body> failed(Exception defect) {
        return Replies.error(status(500, defect));
    }

    private static void end(RoutingContext context) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        var status = status(context.statusCode(), context.failure());
        context.response()
                .setStatusCode(status.code())
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(Json.bytes(status, Negotiation.isPretty(context))));
    }

    private static Status status(int code, @Nullable Throwable cause) {
        var reason = Status.Reason.ofCode(code)
                .orElse(code >= 400 && code < 500 ? Status.Reason.BAD_REQUEST : Status.Reason.INTERNAL_ERROR);
        if (reason == Status.Reason.INTERNAL_ERROR) {
            LOG.error("A request failed by a defect", cause);
        }
        return reason.plain();
    }
}

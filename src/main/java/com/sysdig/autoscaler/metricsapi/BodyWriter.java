package com.sysdig.autoscaler.metricsapi;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Writes our documents, indented for people who ask for it with {@code ?pretty=true}. */
@Provider
public final class BodyWriter implements ServerMessageBodyWriter<Body> {
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

    private final CurrentVertxRequest request;

    public BodyWriter(CurrentVertxRequest request) {
        this.request = request;
    }

    static boolean isPretty(RoutingContext context) {
        return TRUE.contains(
                context.queryParams().contains("pretty") ? context.queryParams().get("pretty") : "");
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return Body.class.isAssignableFrom(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return Body.class.isAssignableFrom(type);
    }

    @Override
    public void writeResponse(Body body, Type generic, ServerRequestContext context) throws IOException {
        var pretty = isPretty(request.getCurrent());
        context.serverResponse().end(Json.bytes(body, pretty));
    }

    @Override
    public void writeTo(
            Body body,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream stream)
            throws IOException {
        stream.write(Json.bytes(body, false));
    }
}

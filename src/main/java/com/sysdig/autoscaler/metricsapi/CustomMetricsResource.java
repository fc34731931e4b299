package com.sysdig.autoscaler.metricsapi;

import com.sysdig.autoscaler.metricsapi.access.Patience;
import com.sysdig.autoscaler.metricsapi.access.RequestPath;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Metrics of objects. The path is read as the gate read it: the framework would cut off what stands behind a semicolon,
 * and that is part of a name here.
 */
@Path("/apis/" + Discovery.CUSTOM + "/{version}/{objects:.+}")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
final class CustomMetricsResource {
    /** {@code /apis/<group>/<version>/}. */
    private static final int BEFORE = 3;

    private final CustomMetrics metrics;
    private final MetricsApiMeters meters;

    CustomMetricsResource(CustomMetrics metrics, MetricsApiMeters meters) {
        this.metrics = metrics;
        this.meters = meters;
    }

    @GET
    public CompletionStage<RestResponse<Body>> read(
            RoutingContext context,
            @RestPath String version,
            @RestQuery @DefaultValue("") String labelSelector,
            @RestQuery @DefaultValue("") String metricLabelSelector,
            @RestQuery @DefaultValue("false") String watch) {
        if (watch.equals("true") || watch.equals("1")) {
            return now(Status.Reason.METHOD_NOT_ALLOWED.plain());
        }
        if (!Discovery.CUSTOM_VERSIONS.contains(version)) {
            return now(Status.Reason.NOT_FOUND.plain());
        }
        var segments = RequestPath.of(context).segments();
        return switch (ObjectPath.of(segments.subList(BEFORE, segments.size()))) {
            case ObjectPath.Unserved(var reason, var message) -> now(Status.of(reason, message));
            case ObjectPath.One one -> {
                var reading = metrics.read(one, metricLabelSelector);
                count(reading, one.namespace(), one.text(), metricLabelSelector);
                yield now(reply(version, one.metric(), reading));
            }
            case ObjectPath.Pods pods ->
                metrics.read(pods, labelSelector, metricLabelSelector, Patience.left(context))
                        .thenApply(reading -> {
                            count(reading, pods.namespace(), pods.text(), labelSelector + "&" + metricLabelSelector);
                            return reply(version, pods.metric(), reading);
                        });
        };
    }

    private void count(ObjectReading reading, String namespace, String metric, String selector) {
        switch (reading) {
            case ObjectReading.Found _ -> meters.served(namespace, metric, selector);
            case ObjectReading.Refused(var why) -> meters.count(why, namespace, metric, selector);
        }
    }

    private static RestResponse<Body> reply(String version, String metric, ObjectReading reading) {
        return switch (reading) {
            case ObjectReading.Found found -> Replies.ok(MetricValueList.of(version, found));
            case ObjectReading.Refused(var why) ->
                Replies.error(
                        new Status(why.message(), why.reason().status(), new Status.Details(Discovery.CUSTOM, metric)));
        };
    }

    private static CompletionStage<RestResponse<Body>> now(Status status) {
        return now(Replies.error(status));
    }

    private static CompletionStage<RestResponse<Body>> now(RestResponse<Body> reply) {
        return CompletableFuture.completedStage(reply);
    }
}

package com.sysdig.autoscaler.metricsapi;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Values. */
@Path("/apis/" + Discovery.GROUP_VERSION + "/namespaces/{namespace}/{metric}")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
final class ExternalMetricsResource {
    private final AnyExternalMetric metrics;
    private final MetricsApiMeters meters;

    ExternalMetricsResource(AnyExternalMetric metrics, MetricsApiMeters meters) {
        this.metrics = metrics;
        this.meters = meters;
    }

    @GET
    public RestResponse<Body> read(
            @RestPath String namespace,
            @RestPath String metric,
            @RestQuery @DefaultValue("") String labelSelector,
            @RestQuery @DefaultValue("false") String watch) {
        if (watch.equals("true") || watch.equals("1")) {
            return Replies.error(Status.Reason.METHOD_NOT_ALLOWED.plain());
        }
        var reading = metrics.read(namespace, metric, labelSelector);
        meters.count(reading, namespace, metric, labelSelector);
        return switch (reading) {
            case Reading.Found found -> Replies.ok(list(found));
            case Reading.Refused(var reason, var message) ->
                Replies.error(new Status(
                        message,
                        reason.status(),
                        new Status.Details(Discovery.GROUP, metric.toLowerCase(Locale.ROOT))));
        };
    }

    private static ExternalMetricValueList list(Reading.Found found) {
        return new ExternalMetricValueList(List.of(new ExternalMetricValueList.Item(
                found.metric(),
                found.labels(),
                found.value().takenAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                found.value().amount().text())));
    }
}

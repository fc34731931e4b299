package com.sysdig.autoscaler.admission;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Reviews by HTTP. Open to whoever reaches the port: an API server shows no certificate to webhooks unless told to. But our
 * registration tells it a key, and who does not show it gets answers out of what they posted alone.
 */
@Path(WorkloadReviews.PATH)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
final class ReviewResource {
    private final WorkloadReviews reviews;
    private final ReviewWorkers workers;
    private final AdmissionMeters meters;
    private final ReviewKeys keys;

    ReviewResource(WorkloadReviews reviews, ReviewWorkers workers, AdmissionMeters meters, ReviewKeys keys) {
        this.reviews = reviews;
        this.workers = workers;
        this.meters = meters;
        this.keys = keys;
    }

    @POST
    public CompletionStage<RestResponse<byte[]>> review(byte @Nullable [] body) {
        return review("", body);
    }

    @POST
    @Path("{key}")
    public CompletionStage<RestResponse<byte[]>> review(@PathParam("key") String key, byte @Nullable [] body) {
        var given = body == null ? new byte[0] : body;
        return workers.submit(given.length, () -> Reply.to(given, reviews, keys.fits(key)), () -> Reply.late(given))
                .orElseGet(() -> CompletableFuture.completedStage(Reply.overloaded()))
                .thenApply(this::sent);
    }

    private RestResponse<byte[]> sent(Reply reply) {
        meters.count(reply.outcome());
        return ResponseBuilder.<byte[]>create(reply.code())
                .entity(reply.document().bytes())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }
}

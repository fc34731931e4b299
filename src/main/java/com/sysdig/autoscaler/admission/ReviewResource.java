package com.sysdig.autoscaler.admission;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Reviews by HTTP. Open to whoever reaches the port: an API server shows no certificate to webhooks unless told to. */
@Path(WorkloadReviews.PATH)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
final class ReviewResource {
    private final WorkloadReviews reviews;
    private final ReviewWorkers workers;
    private final AdmissionMeters meters;

    ReviewResource(WorkloadReviews reviews, ReviewWorkers workers, AdmissionMeters meters) {
        this.reviews = reviews;
        this.workers = workers;
        this.meters = meters;
    }

    @POST
    public CompletionStage<RestResponse<byte[]>> review(byte @Nullable [] body) {
        var given = body == null ? new byte[0] : body;
        return workers.submit(given.length, () -> Reply.to(given, reviews), () -> Reply.late(given))
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

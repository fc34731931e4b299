package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.catalog.Subscriptions;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestResponse;

/** Takes note of what is read at other replicas, on a worker thread, so that this one asks for it. */
@Path(ReadsResource.PATH)
public final class ReadsResource {
    public static final String PATH = "/internal/reads";

    private final Subscriptions subscriptions;

    ReadsResource(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @POST
    public RestResponse<Void> told(byte[] body) {
        try {
            for (var read : AnswerJson.reads(body).reads()) {
                var ago = Duration.ofSeconds(read.agoSeconds());
                read.question().ifPresent(question -> subscriptions.readElsewhere(question, ago));
            }
            return RestResponse.noContent();
        } catch (IOException _) {
            return RestResponse.status(400);
        }
    }
}

package com.sysdig.autoscaler.peers;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;

/** Gives other replicas our answers, on a worker thread: there may be megabytes. */
@Path(AnswersResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public final class AnswersResource {
    public static final String PATH = "/internal/answers";

    /** The address of the replica that copies; without it, whoever reads is none. */
    static final String REPLICA = "X-Replica";

    /** {@code true} where it copies for the last time. */
    static final String LEAVES = "X-Replica-Leaves";

    private final Publication publication;

    AnswersResource(Publication publication) {
        this.publication = publication;
    }

    /** 503 while another replica than these two asks, as far as is known here. */
    @GET
    public byte[] answers(
            @RestQuery @DefaultValue("") String since,
            @RestHeader(REPLICA) @DefaultValue("") String replica,
            @RestHeader(LEAVES) @DefaultValue("false") boolean leaves) {
        if (leaves) {
            publication.left(replica);
            return new byte[0];
        }
        if (!publication.isFor(replica)) {
            throw new ServiceUnavailableException();
        }
        if (!replica.isEmpty()) {
            publication.heard(replica);
        }
        return AnswerJson.write(publication.since(since));
    }
}

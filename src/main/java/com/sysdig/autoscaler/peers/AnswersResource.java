package com.sysdig.autoscaler.peers;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestQuery;

/** Gives other replicas our answers, on a worker thread: there may be megabytes. */
@Path(AnswersResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public final class AnswersResource {
    public static final String PATH = "/internal/answers";

    private final Publication publication;

    AnswersResource(Publication publication) {
        this.publication = publication;
    }

    @GET
    public byte[] answers(@RestQuery @DefaultValue("") String since) {
        return AnswerJson.write(publication.since(since));
    }
}

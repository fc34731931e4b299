package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.catalog.Subscriptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Tells the replica that asks what is read here, or it would not know of hand-written HorizontalPodAutoscalers whose reads
 * come here. One thread.
 */
public final class Telling {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final Subscriptions subscriptions;
    private final InstantSource clock;
    private final HttpClient http;
    private final String us;

    private Instant toldUntil = Instant.MIN;

    /**
     * {@code http} shows our own certificate, and takes no other server for one of our replicas.
     *
     * @param us our address, another for each replica
     */
    public Telling(Subscriptions subscriptions, InstantSource clock, HttpClient http, String us) {
        this.subscriptions = subscriptions;
        this.clock = clock;
        this.http = http;
        this.us = us;
    }

    /** Who asks stands in it. */
    HttpRequest.Builder toReplica(URI address) {
        return HttpRequest.newBuilder(address).header(AnswersResource.REPLICA, us);
    }

    HttpClient http() {
        return http;
    }

    /**
     * What was read since the last time; nothing, where there is nothing. A replica of a version that does not listen is no
     * failure.
     */
    void tell(URI address) throws IOException, InterruptedException {
        var now = clock.instant();
        var reads = subscriptions.readSince(toldUntil).entrySet().stream()
                .map(read -> ToldRead.of(read.getKey(), Duration.between(read.getValue(), now)))
                .flatMap(Optional::stream)
                .toList();
        if (!reads.isEmpty()) {
            var body = HttpRequest.BodyPublishers.ofByteArray(AnswerJson.write(new ToldReads(reads)));
            var request = HttpRequest.newBuilder(address.resolve(ReadsResource.PATH))
                    .timeout(LIMIT)
                    .header("Content-Type", "application/json")
                    .POST(body)
                    .build();
            var _ = http.send(request, HttpResponse.BodyHandlers.discarding());
        }
        toldUntil = now;
    }
}

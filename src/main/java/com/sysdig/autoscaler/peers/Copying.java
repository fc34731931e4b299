package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.sample.AnswerStore;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/** Copies the answers of the replica that asks. {@link #round} on one thread. */
public final class Copying {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final Supplier<Asking> asking;
    private final Supplier<Set<Question>> questions;
    private final Copies copies;
    private final HttpClient http;
    private final Contact contact;
    private final Telling telling;

    private String moment = "";

    /** {@code questions}: every distinct one. */
    public Copying(
            Supplier<Asking> asking,
            Supplier<Set<Question>> questions,
            AnswerStore store,
            Peers peers,
            Telling telling) {
        this.asking = asking;
        this.questions = questions;
        this.copies = new Copies(store, peers.keys());
        this.contact = peers.contact();
        this.telling = telling;
        this.http = telling.http();
    }

    /** Blocks for at most some seconds; throws where the replica that asks does not answer. */
    public void round() throws IOException, InterruptedException {
        switch (asking.get()) {
            case Asking.Us _, Asking.Unknown _ -> {
                // There is nobody to copy from.
            }
            case Asking.Another(var address) -> {
                try {
                    telling.tell(address);
                    copies.take(changes(address), questions.get(), contact.oldest());
                    contact.succeeded();
                } catch (IOException e) {
                    contact.failed();
                    throw e;
                }
            }
        }
    }

    private Changes changes(URI address) throws IOException, InterruptedException {
        var since = URLEncoder.encode(moment, StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(address.resolve(AnswersResource.PATH + "?since=" + since))
                .timeout(LIMIT)
                .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("%s answered %d".formatted(address, response.statusCode()));
        }
        var changes = AnswerJson.read(response.body());
        moment = changes.until();
        return changes;
    }
}

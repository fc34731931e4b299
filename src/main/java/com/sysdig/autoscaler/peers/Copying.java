package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.sample.Restrained;
import com.sysdig.autoscaler.sample.Restraint;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Copies the answers of the replica that asks. {@link #round} on one thread. */
public final class Copying {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    /** Rounds in which a leader that knows nothing yet looks for others that do. */
    private static final int PATIENCE = 5;

    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(1);

    private final WhoAsks asking;
    private final Supplier<Set<Question>> questions;
    private final Copies copies;
    private final HttpClient http;
    private final Contact contact;
    private final Shares shares;
    private final Telling telling;
    private final Restrained source;

    private String moment = "";
    private int roundsOfNewLeader;

    /** {@code questions}: every distinct one. */
    public Copying(WhoAsks asking, Supplier<Set<Question>> questions, AnswerStore store, Peers peers, Telling telling) {
        this.asking = asking;
        this.questions = questions;
        this.copies = new Copies(store, peers.keys());
        this.contact = peers.contact();
        this.shares = peers.shares();
        this.source = peers.source();
        this.telling = telling;
        this.http = telling.http();
    }

    /** Blocks for at most some seconds; throws where the replica that asks does not answer. */
    public void round() throws IOException, InterruptedException {
        switch (asking.get()) {
            case Asking.Us _ -> lead();
            case Asking.Unknown _ -> {
                // There is nobody to copy from.
            }
            case Asking.Another(var address) -> copy(address, true);
            case Asking.Restarted _ -> learn();
        }
    }

    /** What is known elsewhere first: they answer whom they take for the one that asks, as soon as they know. */
    private void lead() throws InterruptedException {
        if (copies.isNew()) {
            learn();
            if (++roundsOfNewLeader >= PATIENCE) {
                copies.lead();
            }
        }
    }

    private void learn() throws InterruptedException {
        for (var other : asking.others()) {
            try {
                copy(other, false);
                return;
            } catch (IOException _) {
                // the next may answer
            }
        }
    }

    /** {@code asks}: whether that one has to know what is read here. */
    private void copy(URI address, boolean asks) throws IOException, InterruptedException {
        try {
            if (asks) {
                telling.tell(address);
            }
            var changes = changes(address);
            shares.told(changes.replicas());
            obey(changes.restraint());
            copies.take(changes, questions.get(), contact.now());
            contact.succeeded();
        } catch (IOException e) {
            contact.failed();
            throw e;
        }
    }

    /**
     * Tells the replica that asks that this one is about to end, and so leaves its part of the requests. Blocks for at most a
     * second.
     */
    public void leave() throws InterruptedException {
        if (asking.get() instanceof Asking.Another(var address)) {
            var request = telling.toReplica(address.resolve(AnswersResource.PATH))
                    .timeout(LEAVE_LIMIT)
                    .header(AnswersResource.LEAVES, "true")
                    .build();
            try {
                var _ = http.send(request, HttpResponse.BodyHandlers.discarding());
            } catch (IOException _) {
                // then our part is free when our pod is gone
            }
        }
    }

    private void obey(@Nullable Restraint told) {
        if (told != null) {
            source.obey(told);
        }
    }

    private Changes changes(URI address) throws IOException, InterruptedException {
        var since = URLEncoder.encode(moment, StandardCharsets.UTF_8);
        var request = telling.toReplica(address.resolve(AnswersResource.PATH + "?since=" + since))
                .timeout(LIMIT)
                .build();
        var response = answered(http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()));
        if (response.statusCode() != 200) {
            throw new IOException("%s answered %d".formatted(address, response.statusCode()));
        }
        var changes = AnswerJson.read(response.body());
        moment = changes.until();
        return changes;
    }

    /** The request's own limit ends with the headers; a body that stops half-way must not hold us for ever. */
    private static HttpResponse<byte[]> answered(CompletableFuture<HttpResponse<byte[]>> reply)
            throws IOException, InterruptedException {
        try {
            return reply.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no whole answer within " + LIMIT.toSeconds() + " s", e);
        } finally {
            reply.cancel(true);
        }
    }
}

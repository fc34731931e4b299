package com.sysdig.autoscaler.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sysdig.autoscaler.metricsapi.DirectClient;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Plain requests as an administrator, to the API server or to one of ours, at the least cost for whoever sends them. */
final class Api {
    /** So many requests of {@link #forEach} are under way at once; more of them make no API server of two cores faster. */
    private static final int AT_ONCE = 16;

    /** A server takes some hundred requests at once on one connection. */
    private static final int CONNECTIONS = 8;

    private final List<HttpClient> clients =
            Stream.generate(Api::client).limit(CONNECTIONS).toList();
    private final URI base;
    private final String token;

    private Api(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    static Api of(KubernetesClient administrator) {
        return new Api(URI.create(administrator.getConfiguration().getMasterUrl()), token(administrator));
    }

    /** The same administrator, at another server, on connections of its own. */
    Api at(URI other) {
        return new Api(other, token);
    }

    /** They take turns. */
    HttpClient client(int turn) {
        return clients.get(turn % CONNECTIONS);
    }

    HttpRequest get(String path) {
        return request(path).build();
    }

    HttpRequest post(String path, String body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    HttpRequest patch(String path, String merge) {
        return request(path)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(merge))
                .build();
    }

    /** Server-side apply. */
    HttpRequest apply(String path, String object) {
        return request(path + "?fieldManager=benchmark")
                .header("Content-Type", "application/apply-patch+yaml")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(object))
                .build();
    }

    HttpRequest delete(String path) {
        return request(path).DELETE().build();
    }

    /** The body of a successful answer. */
    String send(HttpRequest request) {
        try {
            var reply = clients.getFirst().send(request, HttpResponse.BodyHandlers.ofString());
            if (reply.statusCode() >= 300) {
                throw new IllegalStateException(request + ": " + reply.statusCode() + " " + reply.body());
            }
            return reply.body();
        } catch (IOException e) {
            throw new UncheckedIOException(request.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How many objects a list has, without reading them. */
    long count(String list) {
        try {
            var page = new ObjectMapper().readTree(send(get(list + "?limit=1")));
            return page.path("items").size()
                    + page.path("metadata").path("remainingItemCount").asLong();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(list, e);
        }
    }

    /** Numbers from 0; the first failure is thrown when all have ended. */
    static void forEach(int count, IntConsumer work) {
        var failures = new ConcurrentLinkedQueue<RuntimeException>();
        var free = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count && failures.isEmpty(); i++) {
                int number = i;
                free.acquireUninterruptibly();
                threads.execute(() -> {
                    try {
                        work.accept(number);
                    } catch (RuntimeException e) {
                        failures.add(e);
                    } finally {
                        free.release();
                    }
                });
            }
        }
        if (!failures.isEmpty()) {
            throw failures.peek();
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .sslContext(DirectClient.trustingAnyone(List.of()))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private static String token(KubernetesClient administrator) {
        var configuration = administrator.getConfiguration();
        return configuration.getOauthToken() == null
                ? configuration.getAutoOAuthToken()
                : configuration.getOauthToken();
    }
}

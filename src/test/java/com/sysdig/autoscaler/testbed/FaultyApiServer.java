package com.sysdig.autoscaler.testbed;

import com.sun.net.httpserver.HttpExchange;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * The real API server behind a proxy that answers some of the writes itself, with 409, 429 or 500, and of some only says so
 * after they were done. Watches and reads pass.
 */
public final class FaultyApiServer implements AutoCloseable {
    private static final List<Integer> FAULTS = List.of(409, 429, 500);
    private static final Set<String> PASSING = Set.of("authorization", "accept", "content-type");

    private final Config origin;
    private final HttpClient http;
    private final LoopbackServer server = LoopbackServer.start(this::serve);
    private final Random random;
    private volatile boolean faulty;

    private FaultyApiServer(Config origin, long seed) {
        this.origin = origin;
        this.http = HttpClient.newBuilder().sslContext(trusting(origin)).build();
        this.random = new Random(seed);
    }

    /** As the product's own user; without faults until {@link #fail}. */
    public static FaultyApiServer before(ControlPlane controlPlane, long seed) {
        return new FaultyApiServer(controlPlane.operator().config(), seed);
    }

    public KubernetesClient client() {
        var config = new ConfigBuilder(Config.empty())
                .withMasterUrl(server.uri().toString())
                .withNamespace("default")
                .withOnlyHttpWatches(true)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** From now on three of four writes fail. */
    public void fail() {
        faulty = true;
    }

    public void heal() {
        faulty = false;
    }

    @Override
    public void close() {
        server.close();
        http.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        if (!faulty || exchange.getRequestMethod().equals("GET")) {
            forward(exchange, body);
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> forward(exchange, body);
            case 1 -> {
                send(request(exchange, body));
                refuse(exchange, 500);
            }
            default -> refuse(exchange, FAULTS.get(random.nextInt(FAULTS.size())));
        }
    }

    private static void refuse(HttpExchange exchange, int code) throws IOException {
        LoopbackServer.answer(exchange, code, "application/json", """
                {"kind":"Status","apiVersion":"v1","status":"Failure","message":"a fault of the test","code":%d}""".formatted(code));
    }

    private void forward(HttpExchange exchange, byte[] body) throws IOException {
        var response = send(request(exchange, body));
        response.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        exchange.sendResponseHeaders(response.statusCode(), 0);
        try (var from = response.body();
                var to = exchange.getResponseBody()) {
            var buffer = new byte[8192];
            for (var count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                to.write(buffer, 0, count);
                to.flush(); // a watch must not wait for a full buffer
            }
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        var request = HttpRequest.newBuilder(URI.create(origin.getMasterUrl()).resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSING.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        token().ifPresent(token -> request.setHeader("Authorization", "Bearer " + token));
        return request.build();
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private Optional<String> token() {
        return Optional.ofNullable(origin.getOauthToken()).or(() -> Optional.ofNullable(origin.getAutoOAuthToken()));
    }

    private static SSLContext trusting(Config origin) {
        try {
            return SSLUtils.sslContext(origin);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

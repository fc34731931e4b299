package com.sysdig.autoscaler.testbed;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Sysdig's Prometheus-compatible paths in front of a real Prometheus: the bearer check with the gateway's 401, the rate
 * limit's header, the paths that Sysdig refuses with 410, whole seconds as {@code time}. It counts queries, and fails as
 * told.
 */
public final class SysdigStandIn implements AutoCloseable {

    public static final String TOKEN = "test-token-b0b5e1d2";
    private static final String API = "/prometheus/api/v1/";
    private static final Pattern SERVED =
            Pattern.compile("query|query_range|series|labels|label/[^/]+/values|metadata");
    private static final int LONGEST_QUERY = 50_000;

    private final Prometheus prometheus;
    private final LoopbackServer server = LoopbackServer.start(this::serve);
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<HttpExchange, String> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final InstantSource clock = InstantSource.system();
    private volatile Optional<Fault> fault = Optional.empty();
    private volatile String token = TOKEN;
    private volatile int limit = 4096;

    private SysdigStandIn(Prometheus prometheus) {
        this.prometheus = prometheus;
    }

    static SysdigStandIn start(Prometheus prometheus) {
        return new SysdigStandIn(prometheus);
    }

    /** What {@code sysdig.url} is set to. */
    public URI uri() {
        return server.uri();
    }

    /** Every authorised query since the last reset, failed ones included. */
    public List<Asked> queries() {
        return List.copyOf(asked);
    }

    /** Every HTTP request since the last reset, refused ones included. */
    public int requests() {
        return requests.get();
    }

    /** Whether there is a query that has no answer yet. */
    public boolean isAsked() {
        return !underWay.isEmpty();
    }

    public void resetCount() {
        requests.set(0);
        asked.clear();
        underWay.clear();
    }

    public void fail(Fault with) {
        fault = Optional.of(with);
    }

    public void heal() {
        fault = Optional.empty();
        token = TOKEN;
        limit = 4096;
    }

    /** What the header says, requests per minute; nobody is refused for more. */
    public void announceLimit(int perMinute) {
        limit = perMinute;
    }

    /** From now on only this token is good, as after a reset of the user's token. */
    public void acceptOnly(String other) {
        token = other;
    }

    private void serve(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        var reply = reply(exchange);
        if (reply.status() != 500) {
            exchange.getResponseHeaders().set("X-RateLimit-Limit", Integer.toString(limit));
        }
        if (reply.delivery() instanceof Reply.Delivery.Late(var by)) {
            afterwards(by).execute(() -> sendQuietly(reply, exchange));
        } else {
            send(reply, exchange);
        }
    }

    private Reply reply(HttpExchange exchange) {
        var path = exchange.getRequestURI().getPath();
        if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return Reply.json(401, """
                    {"timestamp":%d,"status":401,"error":"Unauthorized","path":"/ext/auth%s"}""".formatted(clock.millis(), path));
        }
        if (!path.startsWith(API)) {
            return Reply.json(404, "\"404 page not found\"");
        }
        var endpoint = path.substring(API.length());
        return SERVED.matcher(endpoint).matches()
                ? answered(endpoint, exchange)
                : Reply.json(410, error("gone", "This API endpoint is not supported."));
    }

    private Reply answered(String endpoint, HttpExchange exchange) {
        var rawQuery = exchange.getRequestURI().getRawQuery();
        var parameters = parameters(rawQuery);
        var query = parameters.getOrDefault("query", "");
        var time = Optional.ofNullable(parameters.get("time"));
        if (endpoint.startsWith("query")) {
            underWay.put(exchange, query);
            asked.add(new Asked(clock.instant(), endpoint, query, time, List.copyOf(underWay.values())));
        }
        if (query.length() > LONGEST_QUERY || !time.orElse("0").matches("\\d+|.+T.+")) {
            return Reply.json(400, error("bad_data", "query longer than 50000 characters, or time not an integer"));
        }
        return fault.map(present -> Faults.apply(present, query, () -> truth(endpoint, rawQuery)))
                .orElseGet(() -> truth(endpoint, rawQuery));
    }

    private Reply truth(String endpoint, String rawQuery) {
        var response = prometheus.get("/api/v1/" + endpoint + (rawQuery == null ? "" : "?" + rawQuery));
        return Reply.json(response.statusCode(), response.body());
    }

    private static Map<String, String> parameters(String rawQuery) {
        return Arrays.stream(Optional.ofNullable(rawQuery).orElse("").split("&", -1))
                .filter(pair -> pair.contains("="))
                .collect(Collectors.toMap(
                        pair -> decoded(pair.substring(0, pair.indexOf('='))),
                        pair -> decoded(pair.substring(pair.indexOf('=') + 1)),
                        (first, _) -> first));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String error(String type, String message) {
        return "{\"status\":\"error\",\"errorType\":\"%s\",\"error\":\"%s\"}".formatted(type, message);
    }

    private static Executor afterwards(Duration delay) {
        return CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Not under way any more before its sender can know. */
    private void send(Reply reply, HttpExchange exchange) throws IOException {
        underWay.remove(exchange);
        reply.send(exchange);
    }

    /** A client that gave up meanwhile is what a slow answer is for. */
    private void sendQuietly(Reply reply, HttpExchange exchange) {
        try {
            send(reply, exchange);
        } catch (IOException | UncheckedIOException _) {
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}

package com.sysdig.autoscaler.testbed;

import static org.awaitility.Awaitility.await;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * The real API server behind a proxy that answers some of the writes itself, with 409, 429 or 500, and of some only says so
 * after they were done. Of reads it answers a quarter with 429 or 500, or, if it is a watch, ends it with its first event, which
 * gets lost: the client is told 410, so that it has to list anew, or 500. Of each resource the first watch ends with 410 and the
 * second with 500: watches are too few to leave it to chance.
 */
public final class FaultyApiServer implements AutoCloseable {
    /** What it does instead of what it was asked, by the name under which it is counted. */
    public enum Failure {
        WRITE_409(409),
        WRITE_429(429),
        WRITE_500(500),
        /** The write was done all the same. */
        DONE_500(500),
        READ_429(429),
        READ_500(500),
        WATCH_410(410),
        WATCH_500(500);

        private final int code;

        Failure(int code) {
            this.code = code;
        }

        private String status() {
            return """
                    {"kind":"Status","apiVersion":"v1","status":"Failure","message":"a fault of the test","reason":"%s","code":%d}""".formatted(code == 410 ? "Expired" : "", code);
        }
    }

    private static final List<Failure> OF_WRITES =
            List.of(Failure.WRITE_409, Failure.WRITE_429, Failure.WRITE_500, Failure.DONE_500);
    private static final List<Failure> OF_READS = List.of(Failure.READ_429, Failure.READ_500);
    private static final List<Failure> OF_WATCHES = List.of(Failure.WATCH_410, Failure.WATCH_500);
    private static final Set<String> PASSING = Set.of("authorization", "accept", "content-type");

    /** To the letter what Kubernetes 1.30 says, of one with this name. */
    private static final String ZERO_REFUSED = """
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
            "message":"HorizontalPodAutoscaler.autoscaling \\"idle\\" is invalid: spec.minReplicas: Invalid value: 0: must be greater than or equal to 1",\
            "reason":"Invalid","details":{"name":"idle","group":"autoscaling","kind":"HorizontalPodAutoscaler",\
            "causes":[{"reason":"FieldValueInvalid","message":"Invalid value: 0: must be greater than or equal to 1","field":"spec.minReplicas"}]},\
            "code":422}""";

    private final Config origin;
    private final HttpClient http;
    private final LoopbackServer server = LoopbackServer.start(this::serve);
    private final Random random;
    private final Map<Failure, LongAdder> counts = new ConcurrentHashMap<>();
    /** Watches begun while there were failures, by the path of what they watch. */
    private final Map<String, Integer> watches = new ConcurrentHashMap<>();

    private final AtomicInteger hpaWrites = new AtomicInteger();
    private final AtomicInteger mostHpaWrites = new AtomicInteger();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private final AtomicInteger hpaEventsPassedOn = new AtomicInteger();
    /** What a watch of autoscalers waits for before it passes on an event. */
    private volatile CountDownLatch hpaEvents = new CountDownLatch(0);

    private volatile boolean refusesZero;
    /** What a write of an autoscaler waits for before it is forwarded. */
    private volatile CountDownLatch heldHpaWrites = new CountDownLatch(0);
    /** Until a write of an autoscaler is forwarded. */
    private volatile Duration delay = Duration.ZERO;
    /** Writes of four that fail; 0 as long as nothing does. */
    private volatile int failingWrites;

    private FaultyApiServer(Config origin, long seed) {
        this.origin = origin;
        this.http = HttpClient.newBuilder().sslContext(trusting(origin)).build();
        this.random = new Random(seed);
    }

    /** As the product's own user; without failures until {@link #fail}. */
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

    /** For a process of its own. */
    public Path kubeconfig(Path file) {
        return Kubeconfig.write(file, server.uri().toString(), "", "of the proxy")
                .file();
    }

    /** From now on three of four writes fail. */
    public void fail() {
        failingWrites = 3;
    }

    /** From now on one of four writes fails, which lets a replica keep its lease mostly. */
    public void failSometimes() {
        failingWrites = 1;
    }

    public void heal() {
        failingWrites = 0;
    }

    /** How often each happened. */
    public Map<Failure, Long> failures() {
        return Arrays.stream(Failure.values())
                .collect(Collectors.toMap(
                        failure -> failure,
                        failure -> counts.getOrDefault(failure, new LongAdder()).sum()));
    }

    /** From now on each write of an autoscaler takes so much longer. */
    public void slowDownHpaWrites(Duration by) {
        delay = by;
    }

    /** From now on as an API server whose feature gate HPAScaleToZero is off. */
    public void refuseZero() {
        refusesZero = true;
    }

    /** From now on no write of an autoscaler is forwarded. */
    public void holdHpaWrites() {
        heldHpaWrites = new CountDownLatch(1);
    }

    /** Those that were held go on, also where nobody waits for the answer any more. */
    public void releaseHpaWrites() {
        heldHpaWrites.countDown();
    }

    /** Writes of autoscalers that have come and are not forwarded yet. */
    public int hpaWritesUnderWay() {
        return hpaWrites.get();
    }

    /** Of the next write of an autoscaler the answer gets lost, once something of autoscalers was told to who watches them. */
    public void loseNextAnswerToHpaWrite() {
        answersToLose.incrementAndGet();
    }

    /** From now on nobody who watches autoscalers hears of any. */
    public void holdHpaEvents() {
        hpaEvents = new CountDownLatch(1);
    }

    /** How many writes of autoscalers were under way at once. */
    public int mostHpaWritesAtOnce() {
        return mostHpaWrites.get();
    }

    @Override
    public void close() {
        hpaEvents.countDown();
        heldHpaWrites.countDown();
        server.close();
        http.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        if (isOfHpas(exchange) && !exchange.getRequestMethod().equals("GET")) {
            waitAndCount();
            if (answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                loseAnswer(exchange);
                return;
            }
        }
        answer(exchange);
    }

    /** Not under way any more before its sender can know. */
    private void waitAndCount() throws IOException {
        mostHpaWrites.accumulateAndGet(hpaWrites.incrementAndGet(), Math::max);
        var later = CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture.runAsync(() -> {}, later).join();
        awaitRelease(heldHpaWrites);
        hpaWrites.decrementAndGet();
    }

    private void loseAnswer(HttpExchange exchange) throws IOException {
        var before = hpaEventsPassedOn.get();
        send(request(exchange, exchange.getRequestBody().readAllBytes()));
        await().atMost(Duration.ofSeconds(30)).until(() -> hpaEventsPassedOn.get() > before);
        refuse(exchange, Failure.DONE_500);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        if (refusesZero && asksForZero(exchange, body)) {
            LoopbackServer.answer(exchange, 422, "application/json", ZERO_REFUSED);
        } else if (exchange.getRequestHeaders().containsKey("Upgrade")) {
            LoopbackServer.answer(exchange, 200, "text/plain", "no WebSockets, as with kubectl's proxy");
        } else if (failingWrites == 0) {
            forward(exchange, body);
        } else if (!exchange.getRequestMethod().equals("GET")) {
            serveWrite(exchange, body);
        } else if (isWatch(exchange)) {
            serveWatch(exchange, body);
        } else if (random.nextInt(4) > 0) {
            forward(exchange, body);
        } else {
            refuse(exchange, oneOf(OF_READS));
        }
    }

    private void serveWatch(HttpExchange exchange, byte[] body) throws IOException {
        var earlier = watches.merge(exchange.getRequestURI().getPath(), 1, Integer::sum) - 1;
        if (earlier < OF_WATCHES.size()) {
            endWithFirstEvent(exchange, OF_WATCHES.get(earlier));
        } else if (random.nextInt(4) > 0) {
            forward(exchange, body);
        } else if (random.nextBoolean()) {
            endWithFirstEvent(exchange, oneOf(OF_WATCHES));
        } else {
            refuse(exchange, oneOf(OF_READS));
        }
    }

    private void serveWrite(HttpExchange exchange, byte[] body) throws IOException {
        if (random.nextInt(4) >= failingWrites) {
            forward(exchange, body);
            return;
        }
        var failure = oneOf(OF_WRITES);
        if (failure == Failure.DONE_500) {
            send(request(exchange, body));
        }
        refuse(exchange, failure);
    }

    private Failure oneOf(List<Failure> some) {
        return some.get(random.nextInt(some.size()));
    }

    private void count(Failure failure) {
        counts.computeIfAbsent(failure, _ -> new LongAdder()).increment();
    }

    private void refuse(HttpExchange exchange, Failure failure) throws IOException {
        count(failure);
        LoopbackServer.answer(exchange, failure.code, "application/json", failure.status());
    }

    private void endWithFirstEvent(HttpExchange exchange, Failure failure) throws IOException {
        var response = send(request(exchange, new byte[0]));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(response.statusCode(), 0);
        try (var from = response.body();
                var to = exchange.getResponseBody()) {
            to.flush(); // the client waits for the headers
            var _ = from.read(new byte[8192]);
            to.write("{\"type\":\"ERROR\",\"object\":%s}\n"
                    .formatted(failure.status())
                    .getBytes(StandardCharsets.UTF_8));
            count(failure);
        }
    }

    private static void awaitRelease(CountDownLatch held) throws IOException {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static boolean isOfHpas(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().contains("/horizontalpodautoscalers");
    }

    private static boolean asksForZero(HttpExchange exchange, byte[] body) {
        return isOfHpas(exchange) && new String(body, StandardCharsets.UTF_8).contains("\"minReplicas\":0");
    }

    private static boolean isWatch(HttpExchange exchange) {
        return String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=true");
    }

    private void forward(HttpExchange exchange, byte[] body) throws IOException {
        var response = send(request(exchange, body));
        response.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        exchange.sendResponseHeaders(response.statusCode(), 0);
        var tellsOfHpas = isOfHpas(exchange) && isWatch(exchange);
        try (var from = response.body();
                var to = exchange.getResponseBody()) {
            var buffer = new byte[8192];
            for (var count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                if (tellsOfHpas) {
                    awaitRelease(hpaEvents);
                }
                to.write(buffer, 0, count);
                to.flush(); // a watch must not wait for a full buffer
                if (tellsOfHpas) {
                    hpaEventsPassedOn.incrementAndGet();
                }
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

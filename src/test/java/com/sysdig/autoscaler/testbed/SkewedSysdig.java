package com.sysdig.autoscaler.testbed;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The stand-in with a clock that is not ours: what it says in {@code Date}, what it takes {@code time} for, and of when it says
 * its samples are. The JDK's server lets nobody else write a {@code Date}.
 */
public final class SkewedSysdig implements AutoCloseable {
    private static final List<String> PASSED_ON = List.of("Content-Type", "X-RateLimit-Limit", "Retry-After");
    private static final Pattern TIME = Pattern.compile("(?<=[?&]time=)\\d+");

    private final SysdigStandIn truth;
    private final InstantSource clock = InstantSource.system();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server = vertx.createHttpServer()
            .requestHandler(request -> Thread.startVirtualThread(() -> answer(request)))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();

    private volatile Duration ahead = Duration.ZERO;

    public SkewedSysdig(SysdigStandIn truth) {
        this.truth = truth;
    }

    /** What {@code sysdig.url} is set to. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** From now on its clock is so far ahead of ours; behind it, where this is negative. */
    public void isAhead(Duration by) {
        truth.fail(new Fault.Old(by.negated()));
        ahead = by;
    }

    private void answer(HttpServerRequest request) {
        var skew = ahead;
        var response = request.response();
        try {
            var ours = TIME.matcher(request.uri())
                    .replaceAll(time -> Long.toString(Long.parseLong(time.group()) - skew.toSeconds()));
            var asked = HttpRequest.newBuilder(URI.create(truth.uri() + ours))
                    .header("Authorization", String.valueOf(request.getHeader("Authorization")))
                    .build();
            var reply = http.send(asked, BodyHandlers.ofByteArray());
            PASSED_ON.forEach(
                    name -> reply.headers().firstValue(name).ifPresent(value -> response.putHeader(name, value)));
            response.setStatusCode(reply.statusCode())
                    .putHeader(
                            "Date",
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    clock.instant().plus(skew).atOffset(ZoneOffset.UTC)))
                    .end(Buffer.buffer(reply.body()));
        } catch (IOException e) {
            response.setStatusCode(502).end(String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        truth.heal();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        http.close();
    }
}

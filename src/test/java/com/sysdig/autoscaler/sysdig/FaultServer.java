package com.sysdig.autoscaler.sysdig;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A server that does what it is told, for what no real one does on demand. It keeps what it saw. */
final class FaultServer implements AutoCloseable {
    /** A request as it came over the wire. */
    record Seen(String target, Headers headers) {}

    @FunctionalInterface
    interface Script {
        void play(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final String scheme;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private FaultServer(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    static FaultServer http() {
        try {
            return new FaultServer(HttpServer.create(anyPort(), 0), "http");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FaultServer https(SSLContext identity) {
        try {
            var server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(identity));
            return new FaultServer(server, "https");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One script for each request; the last one is played for all further ones. */
    FaultServer answering(Script... inOrder) {
        scripts.clear();
        scripts.addAll(List.of(inOrder));
        return this;
    }

    FaultServer answering(int status, String body, String... headers) {
        return answering(reply(status, body, headers));
    }

    /** Headers are names and values in turn. */
    static Script reply(int status, String body, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** Announces more than it sends. */
    static Script cut(String start) {
        return exchange -> {
            exchange.sendResponseHeaders(200, start.length() + 1000L);
            exchange.getResponseBody().write(start.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        };
    }

    /** Sends until nobody listens. */
    static Script endless() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var chunk = " ".repeat(65_536).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                exchange.getResponseBody().write(chunk);
            }
        };
    }

    /** Says nothing before this server is closed. */
    Script silence() {
        return _ -> awaitClose();
    }

    /** Sends the head and no body. */
    Script headOnly() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().flush();
            awaitClose();
        };
    }

    URI uri() {
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    private void serve(HttpExchange exchange) {
        seen.add(new Seen(exchange.getRequestURI().toString(), exchange.getRequestHeaders()));
        var script = scripts.size() > 1 ? scripts.poll() : scripts.peek();
        try (exchange) {
            script.play(exchange);
        } catch (IOException _) {
            // the client went away, which is what some scripts are for
        }
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}

package com.sysdig.autoscaler.testbed;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** What the stand-in sends: headers beside the content type, and how it breaks off or waits. */
record Reply(int status, String contentType, String body, Map<String, String> headers, Delivery delivery) {

    sealed interface Delivery {
        record Prompt() implements Delivery {}

        record Late(Duration by) implements Delivery {}

        record CutOff() implements Delivery {}
    }

    static Reply json(int status, String body) {
        return new Reply(status, "application/json", body, Map.of(), new Delivery.Prompt());
    }

    Reply withHeader(String name, String value) {
        return new Reply(status, contentType, body, Map.of(name, value), delivery);
    }

    Reply withBody(String other) {
        return new Reply(status, contentType, other, headers, delivery);
    }

    Reply delivered(Delivery how) {
        return new Reply(status, contentType, body, headers, how);
    }

    void send(HttpExchange exchange) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        if (delivery instanceof Delivery.CutOff) {
            cutOff(exchange);
        } else {
            LoopbackServer.answer(exchange, status, contentType, body);
        }
    }

    /** Half of the announced length; closing the exchange then resets the connection. */
    private void cutOff(HttpExchange exchange) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
        exchange.getResponseBody().flush();
        exchange.close();
    }
}

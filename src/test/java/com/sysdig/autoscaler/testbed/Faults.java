package com.sysdig.autoscaler.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** Applies a fault to the answer that would be true. */
final class Faults {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Faults() {}

    static Reply apply(Fault fault, String query, Supplier<Reply> truth) {
        return switch (fault) {
            case Fault.Status(var code, var body) -> Reply.json(code, body);
            case Fault.TooManyRequests(var after) ->
                Reply.json(429, "{\"type\":\"too_many_requests\",\"message\":\"Too many requests\",\"details\":[]}")
                        .withHeader("Retry-After", Long.toString(after.toSeconds()));
            case Fault.Slow(var by) -> truth.get().delivered(new Reply.Delivery.Late(by));
            case Fault.Cut _ -> truth.get().delivered(new Reply.Delivery.CutOff());
            case Fault.Garbage _ ->
                new Reply(200, "text/html", "<html>Down for maintenance", Map.of(), new Reply.Delivery.Prompt());
            case Fault.ErrorBody(var error) ->
                Reply.json(200, "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"" + error + "\"}");
            case Fault.Empty _ ->
                Reply.json(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
            case Fault.NotANumber _ -> notANumber(truth.get());
            case Fault.Warnings(var warnings) -> {
                var reply = truth.get();
                var body = (ObjectNode) parsed(reply);
                body.set("warnings", JSON.valueToTree(warnings));
                yield reply.withBody(body.toString());
            }
            case Fault.Value(var text) ->
                rows(truth.get(), "value", (_, row) -> value(row).set(1, text));
            case Fault.Twice _ -> rows(truth.get(), "value", Faults::addTwin);
            case Fault.Old(var by) -> rows(truth.get(), "time", (_, row) -> setBack(value(row), by));
            case Fault.When(var concerned, var then) -> concerned.test(query) ? apply(then, query, truth) : truth.get();
            case Fault.Covering(var text, var then) -> {
                var reply = truth.get();
                yield reply.body().contains(text) ? apply(then, query, () -> reply) : reply;
            }
            case Fault.FirstOf(var faults) ->
                faults.stream()
                        .filter(one -> one.query().test(query))
                        .findFirst()
                        .map(one -> apply(one.then(), query, truth))
                        .orElseGet(truth);
        };
    }

    private static Reply notANumber(Reply truth) {
        var body = parsed(truth);
        body.at("/data/result").forEach(series -> {
            if (series.path("value") instanceof ArrayNode value) {
                value.set(1, "NaN");
            }
        });
        return truth.withBody(body.toString());
    }

    /** Changes the rows whose label {@code is} says this. */
    private static Reply rows(Reply truth, String is, BiConsumer<ArrayNode, ObjectNode> change) {
        var body = parsed(truth);
        if (body.at("/data/result") instanceof ArrayNode rows) {
            StreamSupport.stream(rows.spliterator(), false).toList().stream()
                    .filter(row -> is.equals(row.at("/metric/is").asText()))
                    .forEach(row -> change.accept(rows, (ObjectNode) row));
        }
        return truth.withBody(body.toString());
    }

    private static void addTwin(ArrayNode rows, ObjectNode row) {
        ObjectNode twin = row.deepCopy();
        ((ObjectNode) twin.path("metric")).put("copy", "1");
        rows.add(twin);
    }

    private static void setBack(ArrayNode value, Duration by) {
        value.set(1, Double.toString(Double.parseDouble(value.get(1).asText()) - by.toSeconds()));
    }

    private static ArrayNode value(JsonNode row) {
        return (ArrayNode) row.path("value");
    }

    private static JsonNode parsed(Reply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(reply.body(), e);
        }
    }
}

package com.sysdig.autoscaler.sysdig;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.Row;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From the body of an answer with status 200 to rows. */
final class QueryBodyReader {
    static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final TypeReference<List<QueryBody.@Nullable Element>> VECTOR = new TypeReference<>() {};
    private static final TypeReference<List<@Nullable String>> SCALAR = new TypeReference<>() {};
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private QueryBodyReader() {}

    static Reply read(byte[] content) {
        try {
            var body = JSON.readValue(content, QueryBody.class);
            return body == null ? broken("an empty answer") : reply(body);
        } catch (IOException | NumberFormatException failure) {
            return broken("an answer that cannot be read (" + failure.getClass().getSimpleName() + ")");
        }
    }

    private static Reply reply(QueryBody body) throws IOException {
        if ("error".equals(body.status())) {
            return new Reply.Refused(ErrorAnswer.inside(body.errorType(), body.error()));
        }
        var data = body.data();
        if (!"success".equals(body.status()) || data == null || data.result() == null) {
            return broken("an answer without a result");
        }
        var warnings = body.warnings() == null
                ? List.<String>of()
                : body.warnings().stream()
                        .filter(Objects::nonNull)
                        .map(OneLine::of)
                        .toList();
        return switch (Objects.toString(data.resultType())) {
            case "vector" -> new Reply.Rows(vector(data.result()), warnings);
            case "scalar" -> new Reply.Rows(List.of(new Row(Map.of(), scalar(data.result()))), warnings);
            case String other -> broken("a result of type \"" + OneLine.of(other) + "\" instead of a vector or scalar");
        };
    }

    private static List<Row> vector(TokenBuffer result) throws IOException {
        try (var parser = result.asParser(JSON)) {
            return JSON.readValue(parser, VECTOR).stream()
                    .map(QueryBodyReader::row)
                    .toList();
        }
    }

    private static Row row(QueryBody.@Nullable Element element) {
        return element == null
                ? new Row(Map.of(), number(null))
                : new Row(labels(element.metric()), number(element.value()));
    }

    private static double scalar(TokenBuffer result) throws IOException {
        try (var parser = result.asParser(JSON)) {
            return number(JSON.readValue(parser, SCALAR));
        }
    }

    private static Map<String, String> labels(@Nullable Map<String, @Nullable String> metric) {
        var labels = new HashMap<String, String>();
        if (metric != null) {
            metric.forEach((name, value) -> labels.put(name, Objects.requireNonNullElse(value, "")));
        }
        return labels;
    }

    /** Prometheus writes numbers as text; time and number come in one list. */
    private static double number(@Nullable List<@Nullable String> timeAndValue) {
        var text = timeAndValue == null || timeAndValue.size() != 2 ? "" : Objects.toString(timeAndValue.get(1));
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                if (!NUMBER.matcher(text).matches()) {
                    throw new NumberFormatException("not a number");
                }
                yield Double.parseDouble(text);
            }
        };
    }

    static Reply broken(String what) {
        return new Reply.Refused(ErrorAnswer.problem(
                Reason.BROKEN_ANSWER,
                "Sysdig sent " + what + "; check that sysdig.url (SYSDIG_URL) and sysdig.prometheus-path"
                        + " (SYSDIG_PROMETHEUS_PATH) lead to Sysdig's Prometheus API"));
    }
}

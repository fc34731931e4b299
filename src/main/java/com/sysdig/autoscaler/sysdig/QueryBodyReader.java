package com.sysdig.autoscaler.sysdig;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sysdig.autoscaler.sample.Reply;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From the body of an answer with status 200 to rows, in one pass: an answer for ten thousand workloads has some 15 MB, and
 * nothing of it is kept but the rows. Key order varies, and unknown keys are skipped.
 */
final class QueryBodyReader {
    private static final int LARGEST = 48_000_000;

    static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxDocumentLength(LARGEST).build())
            .build());

    private final JsonParser parser;
    private final KnownLabels labels;
    private final List<String> warnings = new ArrayList<>();
    private @Nullable String status;
    private @Nullable String errorType;
    private @Nullable JsonNode error;
    private @Nullable String resultType;
    private @Nullable QueryResult result;

    private QueryBodyReader(JsonParser parser, KnownLabels labels) {
        this.parser = parser;
        this.labels = labels;
    }

    /** Throws where the body breaks off. */
    static Reply read(InputStream content, KnownLabels labels) throws IOException {
        try (var parser = JSON.createParser(content)) {
            return new QueryBodyReader(parser, labels).reply();
        } catch (StreamConstraintsException _) {
            return broken("an answer of more than " + LARGEST / 1_000_000 + " MB, or one that is nested too deeply");
        } catch (JsonProcessingException | CharConversionException | NumberFormatException failure) {
            return broken("an answer that cannot be read (" + failure.getClass().getSimpleName() + ")");
        }
    }

    private Reply reply() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return broken("an answer that is no JSON object");
        }
        for (var key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            readBody(key);
        }
        if ("error".equals(status)) {
            return new Reply.Refused(ErrorAnswer.inside(errorType, error));
        }
        return "success".equals(status) && resultType != null && result != null
                ? rows(resultType, result)
                : broken("an answer without a result");
    }

    private Reply rows(String type, QueryResult found) {
        return switch (found) {
            case QueryResult.Vector(var rows) when type.equals("vector") -> new Reply.Rows(rows, warnings);
            case QueryResult.Vector _, QueryResult.Other _ ->
                broken("a result of type \"" + OneLine.of(type) + "\" instead of a vector");
        };
    }

    private void readBody(String key) throws IOException {
        parser.nextToken();
        switch (key) {
            case "status" -> status = text();
            case "errorType" -> errorType = text();
            case "error" -> error = parser.readValueAsTree();
            case "warnings" -> readWarnings();
            case "data" -> readData();
            default -> parser.skipChildren();
        }
    }

    private void readWarnings() throws IOException {
        if (parser.isExpectedStartArrayToken()) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                readWarning();
            }
        } else {
            readWarning();
        }
    }

    /** One in another form than text warns as well. */
    private void readWarning() throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_NULL)) {
            var warning = text();
            warnings.add(warning == null ? "a warning in an unknown form" : OneLine.of(warning));
        }
    }

    private void readData() throws IOException {
        if (!parser.isExpectedStartObjectToken()) {
            parser.skipChildren();
            return;
        }
        for (var key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            switch (key) {
                case "resultType" -> resultType = text();
                case "result" -> result = QueryResult.read(parser, Objects.requireNonNullElse(resultType, ""), labels);
                default -> parser.skipChildren();
            }
        }
    }

    /** Null for null, and for what is no text. */
    private @Nullable String text() throws IOException {
        parser.skipChildren();
        return parser.getValueAsString();
    }

    static Reply broken(String what) {
        return new Reply.Refused(ErrorAnswer.problem(
                Reason.BROKEN_ANSWER,
                "Sysdig sent " + what + "; check that sysdig.url (SYSDIG_URL) and sysdig.prometheus-path"
                        + " (SYSDIG_PROMETHEUS_PATH) lead to Sysdig's Prometheus API"));
    }
}

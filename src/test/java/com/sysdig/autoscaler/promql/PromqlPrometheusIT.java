package com.sysdig.autoscaler.promql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sysdig.autoscaler.testbed.Testbed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Compares our parser with Prometheus' own over the queries of a table. */
class PromqlPrometheusIT {

    /** A line of the table. */
    record Case(boolean accepted, String text) {

        static Case of(String line) {
            var text = line.substring(2).replace('␤', '\n').replace('␍', '\r').replace('␉', '\t');
            return new Case(line.charAt(0) == '+', text);
        }
    }

    static final List<Case> CASES = table().map(Case::of).toList();

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Stream<String> table() {
        try (var table = PromqlPrometheusIT.class.getResourceAsStream("/promql/queries.txt")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> line.startsWith("+ ") || line.startsWith("- ")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void hasManyGoodAndBadQueries() {
        assertThat(CASES).filteredOn(Case::accepted).hasSizeGreaterThan(300);
        assertThat(CASES).filteredOn(query -> !query.accepted()).hasSizeGreaterThan(300);
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void agreesWithPrometheus(Case query) {
        assertThat(ask("parse_query", query.text()).path("status").asText())
                .isEqualTo(query.accepted() ? "success" : "error");

        switch (PromqlQuery.parse(query.text())) {
            case Parsed.SyntaxError<PromqlQuery> error ->
                assertThat(query.accepted()).as(error.message()).isFalse();
            case Parsed.Valid<PromqlQuery>(var ours) -> {
                assertThat(query.accepted()).as(ours.canonicalText()).isTrue();
                assertThat(ours.type())
                        .isEqualTo(type(ask("parse_query", query.text()).path("data")));
                assertThat(ask("format_query", ours.canonicalText()))
                        .as(ours.canonicalText())
                        .isEqualTo(ask("format_query", query.text()));
            }
        }
    }

    private static JsonNode ask(String endpoint, String query) {
        var encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
        var body = Testbed.shared()
                .prometheus()
                .get("/api/v1/" + endpoint + "?query=" + encoded)
                .body();
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The type of a node of the tree that Prometheus answers with; it tells those of functions only. */
    private static ValueType type(JsonNode node) {
        return switch (node.path("type").asText()) {
            case "numberLiteral" -> ValueType.SCALAR;
            case "stringLiteral" -> ValueType.STRING;
            case "matrixSelector", "subquery" -> ValueType.RANGE_VECTOR;
            case "vectorSelector", "aggregation" -> ValueType.INSTANT_VECTOR;
            case "parenExpr", "unaryExpr" -> type(node.path("expr"));
            case "call" ->
                node.at("/func/returnType").asText().equals("scalar") ? ValueType.SCALAR : ValueType.INSTANT_VECTOR;
            case "binaryExpr" ->
                type(node.path("lhs")) == ValueType.SCALAR ? type(node.path("rhs")) : ValueType.INSTANT_VECTOR;
            default -> throw new AssertionError("unknown node: " + node);
        };
    }
}

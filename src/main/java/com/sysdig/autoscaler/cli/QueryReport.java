package com.sysdig.autoscaler.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Metrics and their PromQL, for people and for programs; docs/cli.md says what may change. */
final class QueryReport {
    private static final String SCHEMA = "sysdig-autoscaler/query/v1";

    private QueryReport() {}

    static void writeText(List<AskedMetric> metrics, PrintWriter out) {
        for (var metric : metrics) {
            out.println("%s: %s, metric %s: %s"
                    .formatted(
                            metric.place(),
                            metric.manifest().object(),
                            metric.spec().id(),
                            OneLine.of(metric.source().replaceAll("\\s+", " "))));
            out.println("  target       " + metric.spec().target().amount().text());
            for (var choice : metric.choices()) {
                out.println("  %-12s %s%s"
                        .formatted(choice.name(), choice.value(), choice.written() ? "" : "  (by default)"));
            }
            out.println("  " + metric.promql());
        }
    }

    static void writeJson(List<AskedMetric> metrics, PrintWriter out) {
        Json.print(out, json -> {
            json.writeStringField("schema", SCHEMA);
            json.writeArrayFieldStart("metrics");
            for (var metric : metrics) {
                write(metric, json);
            }
            json.writeEndArray();
        });
    }

    private static void write(AskedMetric metric, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", metric.place().file());
        json.writeNumberField("line", metric.place().line());
        Json.object(json, "object", metric.manifest().object());
        json.writeStringField("metric", metric.spec().id());
        json.writeStringField("source", metric.source());
        json.writeStringField("target", metric.spec().target().amount().text());
        for (var choice : metric.choices()) {
            json.writeObjectFieldStart(choice.name());
            json.writeStringField("value", choice.value());
            json.writeBooleanField("default", !choice.written());
            json.writeEndObject();
        }
        json.writeStringField("promql", metric.promql());
        json.writeEndObject();
    }
}

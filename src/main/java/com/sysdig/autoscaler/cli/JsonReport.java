package com.sysdig.autoscaler.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;

/** Findings for programs; docs/cli.md says what may change. */
final class JsonReport {
    private static final String SCHEMA = "sysdig-autoscaler/check/v1";

    private JsonReport() {}

    static void write(Inspection inspection, PrintWriter out) {
        Json.print(out, json -> {
            json.writeStringField("schema", SCHEMA);
            json.writeObjectFieldStart("summary");
            json.writeNumberField("files", inspection.files());
            json.writeNumberField("workloads", inspection.workloads().size());
            json.writeNumberField("otherObjects", inspection.others());
            json.writeNumberField("errors", inspection.errors());
            json.writeNumberField("warnings", inspection.warnings());
            json.writeEndObject();
            json.writeArrayFieldStart("findings");
            for (var finding : inspection.findings()) {
                write(finding, json);
            }
            json.writeEndArray();
        });
    }

    private static void write(Finding finding, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("severity", finding.severity().text());
        json.writeStringField("file", finding.place().file());
        json.writeNumberField("line", finding.place().line());
        Json.object(json, "object", finding.object());
        json.writeStringField("key", finding.key());
        json.writeStringField("value", finding.value());
        json.writeStringField("fault", finding.fault());
        json.writeStringField("remedy", finding.remedy());
        json.writeStringField("message", finding.message());
        json.writeEndObject();
    }
}

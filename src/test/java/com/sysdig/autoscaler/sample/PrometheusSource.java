package com.sysdig.autoscaler.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sysdig.autoscaler.testbed.Prometheus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** A real Prometheus, asked without anything in between. */
record PrometheusSource(Prometheus prometheus) implements MetricSource {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Reply ask(String promql, Instant at) {
        try {
            var body = JSON.readTree(prometheus.queryAt(promql, at.getEpochSecond()));
            if (!body.path("status").textValue().equals("success")) {
                throw new IllegalStateException(promql + "\n" + body);
            }
            var rows = new ArrayList<Row>();
            body.path("data").path("result").forEach(row -> rows.add(row(row)));
            return new Reply.Rows(rows, List.of());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Row row(JsonNode row) {
        var labels = new HashMap<String, String>();
        row.path("metric")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().textValue()));
        return Rows.row(
                labels, Double.parseDouble(row.path("value").path(1).textValue().replace("Inf", "Infinity")));
    }
}

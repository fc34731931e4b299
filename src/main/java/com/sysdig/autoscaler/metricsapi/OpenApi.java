package com.sysdig.autoscaler.metricsapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/** As little as keeps the aggregation layer from asking again and complaining. */
final class OpenApi {
    private OpenApi() {}

    @RegisterForReflection
    @JsonPropertyOrder({"swagger", "info", "paths"})
    record V2(Title info) implements Body {
        @JsonProperty
        String swagger() {
            return "2.0";
        }

        @JsonProperty
        Map<String, String> paths() {
            return Map.of();
        }
    }

    @RegisterForReflection
    record Title(String title, String version) {}

    @RegisterForReflection
    record V3(Map<String, String> paths) implements Body {}
}

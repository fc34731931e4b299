package com.sysdig.autoscaler.metricsapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Our version in the shape of Kubernetes' own.
 *
 * @param gitVersion {@code v1.2.3}
 */
@RegisterForReflection
@JsonPropertyOrder({
    "major",
    "minor",
    "gitVersion",
    "gitCommit",
    "gitTreeState",
    "buildDate",
    "goVersion",
    "compiler",
    "platform"
})
record Version(String major, String minor, String gitVersion, String platform) implements Body {
    /** {@code version} is that of the artifact, {@code 1.2.3-SNAPSHOT}. */
    static Version of(String version, String platform) {
        var parts = version.split("[.-]", 3);
        return new Version(parts[0], parts.length > 1 ? parts[1] : "", "v" + version, platform);
    }

    @JsonProperty
    String gitCommit() {
        return "";
    }

    @JsonProperty
    String gitTreeState() {
        return "";
    }

    @JsonProperty
    String buildDate() {
        return "";
    }

    @JsonProperty
    String goVersion() {
        return "";
    }

    @JsonProperty
    String compiler() {
        return "";
    }
}

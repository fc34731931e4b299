package com.sysdig.autoscaler.admission;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Status of Kubernetes that says no. kubectl prints the causes where the reason is {@code Invalid} and there are some, else
 * the message; other clients print the message.
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"kind", "apiVersion", "metadata", "status", "message", "reason", "details", "code"})
record Denial(
        int code, String reason, String message, @Nullable Details details) implements Document {
    /** So many are listed; the rest is counted. */
    private static final int MOST = 50;

    private static final int LONGEST_LINE = 1_200;

    @JsonProperty
    String kind() {
        return "Status";
    }

    @JsonProperty
    String apiVersion() {
        return "v1";
    }

    @JsonProperty
    Map<String, String> metadata() {
        return Map.of();
    }

    @JsonProperty
    String status() {
        return "Failure";
    }

    static Denial badRequest(String why) {
        return new Denial(400, "BadRequest", why, null);
    }

    static Denial tooManyRequests() {
        return new Denial(429, "TooManyRequests", "too many reviews at once; try again", null);
    }

    static Denial timeout() {
        return new Denial(504, "Timeout", "Sysdig Autoscaler could not check the annotations in time; try again", null);
    }

    static Denial invalid(Verdict.Denied denied) {
        var shown = shown(denied.complaints());
        var name = Line.of(denied.workload().name(), 253);
        var lines = shown.stream()
                .map(complaint -> "\n- " + Line.of(complaint.line(), LONGEST_LINE))
                .collect(Collectors.joining());
        return new Denial(
                422,
                "Invalid",
                "%s \"%s\" cannot be scaled as annotated:%s"
                        .formatted(denied.workload().kind().kind(), name, lines),
                new Details(
                        name,
                        "apps",
                        denied.workload().kind().kind(),
                        shown.stream().map(Cause::of).toList()));
    }

    private static List<Complaint> shown(List<Complaint> all) {
        return all.size() <= MOST
                ? all
                : Stream.concat(all.stream().limit(MOST), Stream.of(Complaint.ofFurther(all.size() - MOST)))
                        .toList();
    }

    /** What it is about. */
    @RegisterForReflection
    record Details(String name, String group, String kind, List<Cause> causes) {}

    /** One of the problems. */
    @RegisterForReflection
    record Cause(String reason, String message, String field) {
        static Cause of(Complaint complaint) {
            return new Cause(
                    complaint.type().wireName(),
                    Line.of(complaint.detail(), LONGEST_LINE),
                    Line.of(complaint.field(), 200));
        }
    }
}

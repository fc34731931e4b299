package com.sysdig.autoscaler.metricsapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An error as Kubernetes' clients read it. Anything else they replace by a sentence of their own, and the message is all
 * that the user of a HorizontalPodAutoscaler gets to see.
 *
 * @param message one line, no secrets
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"kind", "apiVersion", "metadata", "status", "message", "reason", "details", "code"})
record Status(String message, Reason reason, @Nullable Details details) implements Body {
    private static final int MAX_LENGTH = 4096;

    /** Brings whatever the message quotes into one line of bounded length. */
    Status {
        message = message.replaceAll("\\p{Cntrl}+", " ");
        if (message.length() > MAX_LENGTH) {
            message = message.substring(0, MAX_LENGTH) + "...";
        }
    }

    static Status of(Reason reason, String message) {
        return new Status(message, reason, null);
    }

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

    /** The HTTP status. */
    @JsonProperty
    int code() {
        return reason.code();
    }

    /** What the error is about. */
    @RegisterForReflection
    record Details(String group, String kind) {}

    /** Kubernetes' reasons and the HTTP status that goes with each. */
    enum Reason {
        BAD_REQUEST("BadRequest", 400, "the server rejected our request for an unknown reason"),
        NOT_FOUND("NotFound", 404, "the server could not find the requested resource"),
        METHOD_NOT_ALLOWED("MethodNotAllowed", 405, "the server does not allow this method on the requested resource"),
        NOT_ACCEPTABLE("NotAcceptable", 406, "only the following media types are accepted: application/json"),
        REQUEST_TOO_LARGE("RequestEntityTooLarge", 413, "the request is too large"),
        UNSUPPORTED_MEDIA_TYPE("UnsupportedMediaType", 415, "the body must be application/json"),
        TOO_MANY_REQUESTS(
                "TooManyRequests",
                429,
                "the server has received too many requests and has asked us to try again later"),
        INTERNAL_ERROR("InternalError", 500, "Internal error occurred"),
        SERVICE_UNAVAILABLE("ServiceUnavailable", 503, "the server is currently unable to handle the request");

        private final String wireName;
        private final int code;
        private final String sentence;

        Reason(String wireName, int code, String sentence) {
            this.wireName = wireName;
            this.code = code;
            this.sentence = sentence;
        }

        @JsonValue
        String wireName() {
            return wireName;
        }

        int code() {
            return code;
        }

        /** For errors that have nothing more to tell. */
        Status plain() {
            return of(this, sentence);
        }

        static Optional<Reason> ofCode(int code) {
            return Arrays.stream(values()).filter(reason -> reason.code == code).findFirst();
        }
    }
}

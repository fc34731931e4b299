package com.sysdig.autoscaler.metricsapi.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the one who is turned away gets to read: a Status of Kubernetes.
 *
 * @param about the resource that it is about; null where it is about none
 */
record Denial(int code, String reason, String message, Asked.@Nullable OfResource about) {
    /** Gives nothing away, not even why. */
    static final Denial UNAUTHORIZED = new Denial(401, "Unauthorized", "Unauthorized", null);

    static final Denial MALFORMED =
            new Denial(400, "BadRequest", "the path must have plain segments: not empty, no dots, no encoded /", null);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 4096;

    /** Brings whatever the message quotes into one line of bounded length. */
    Denial {
        message = message.replaceAll("\\p{Cntrl}+", " ");
        message = message.substring(0, Math.min(message.length(), LONGEST));
    }

    static Denial forbidden(Caller caller, Asked asked, String why) {
        var suffix = why.isEmpty() ? "" : ": " + why;
        return switch (asked) {
            case Asked.OfPath path ->
                new Denial(403, "Forbidden", "forbidden: " + sentence(caller, path) + suffix, null);
            case Asked.OfResource resource ->
                new Denial(403, "Forbidden", title(resource) + sentence(caller, resource) + suffix, resource);
        };
    }

    static Denial unanswered(String detail) {
        return new Denial(
                500,
                "InternalError",
                "Internal error occurred: whether this is allowed could not be asked: " + detail,
                null);
    }

    String json() {
        var status = JSON.createObjectNode().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Failure").put("message", message).put("reason", reason);
        if (about != null) {
            details(status.putObject("details"), about);
        }
        status.put("code", code);
        // These three occur inside of strings only.
        return status.toString().replace("&", "\\u0026").replace("<", "\\u003C").replace(">", "\\u003E");
    }

    private static void details(ObjectNode details, Asked.OfResource about) {
        for (var entry : Map.of("name", about.name(), "group", about.group(), "kind", about.resource())
                .entrySet()) {
            if (!entry.getValue().isEmpty()) {
                details.put(entry.getKey(), entry.getValue());
            }
        }
    }

    private static String title(Asked.OfResource asked) {
        var name = asked.name().isEmpty() ? "" : " \"" + asked.name() + "\"";
        return "%s.%s%s is forbidden: ".formatted(asked.resource(), asked.group(), name);
    }

    private static String sentence(Caller caller, Asked.OfPath asked) {
        return "User \"%s\" cannot %s path \"%s\"".formatted(caller.user(), asked.verb(), asked.path());
    }

    private static String sentence(Caller caller, Asked.OfResource asked) {
        var resource = asked.subresource().isEmpty() ? asked.resource() : asked.resource() + "/" + asked.subresource();
        var where = asked.namespace().isEmpty()
                ? "at the cluster scope"
                : "in the namespace \"%s\"".formatted(asked.namespace());
        return "User \"%s\" cannot %s resource \"%s\" in API group \"%s\" %s"
                .formatted(caller.user(), asked.verb(), resource, asked.group(), where);
    }
}

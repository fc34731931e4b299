package com.sysdig.autoscaler.sysdig;

import com.fasterxml.jackson.databind.JsonNode;
import com.sysdig.autoscaler.sample.SourceProblem;
import com.sysdig.autoscaler.sample.SourceProblem.Reason;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From an answer that says no to the reason. The status decides; the body comes in four shapes (Prometheus, gateway,
 * next generation, list of errors) or is no JSON at all, and gives at most a sentence.
 */
final class ErrorAnswer {
    private ErrorAnswer() {}

    /**
     * Where the status is not 200.
     *
     * @param tokenPlace where a person has to look if the token is refused
     */
    static SourceProblem of(int status, byte[] body, String tokenPlace) {
        var said = said(body);
        return switch (status) {
            case 401 ->
                problem(
                        Reason.UNAUTHORIZED,
                        "Sysdig does not accept the token (401)" + said + "; put the API token of Sysdig Monitor into "
                                + tokenPlace + ", and check that sysdig.url or sysdig.region is the token's region");
            case 403 ->
                problem(
                        Reason.FORBIDDEN,
                        "the token may not read metrics (403)" + said
                                + "; it needs the permission metrics-data.read, and our address a place on Sysdig's"
                                + " allow-list if there is one");
            case 400, 413, 414, 422, 431 ->
                problem(Reason.REJECTED, "Sysdig refuses the query (" + status + ")" + said);
            case 407 ->
                problem(
                        Reason.UNREACHABLE,
                        "the proxy wants other credentials (407); check sysdig.proxy (SYSDIG_PROXY)");
            case 408 -> timeout("Sysdig gave up waiting (408)" + said);
            default -> other(status, body, said);
        };
    }

    private static SourceProblem other(int status, byte[] body, String said) {
        if (status >= 500) {
            return errorType(body).filter("timeout"::equals).isPresent()
                    ? timeout("Sysdig ran out of time (" + status + ")" + said)
                    : problem(Reason.SERVER_ERROR, "Sysdig failed (" + status + ")" + said + "; it is asked again");
        }
        if (status >= 300 && status < 400) {
            return problem(
                    Reason.BROKEN_ANSWER,
                    "Sysdig redirects elsewhere (" + status
                            + "), which is not followed; sysdig.url (SYSDIG_URL) has to be" + " the final address");
        }
        return problem(
                Reason.BROKEN_ANSWER,
                "there is no Prometheus API at this address (" + status + ")" + said
                        + "; check sysdig.url (SYSDIG_URL) and sysdig.prometheus-path (SYSDIG_PROMETHEUS_PATH)");
    }

    /** Where an error came with status 200. */
    static SourceProblem inside(@Nullable String errorType, @Nullable JsonNode error) {
        var type = Objects.requireNonNullElse(errorType, "unknown");
        var said = text(error).map(text -> ": " + text).orElse("");
        return switch (type) {
            case "bad_data", "execution" -> problem(Reason.REJECTED, "Sysdig refuses the query" + said);
            case "timeout", "canceled" -> timeout("Sysdig ran out of time" + said);
            case "unauthorized" -> problem(Reason.UNAUTHORIZED, "Sysdig does not accept the token" + said);
            case "forbidden" -> problem(Reason.FORBIDDEN, "the token may not read metrics" + said);
            case "too_many_requests" -> problem(Reason.LIMITED, "Sysdig's limit is reached" + said);
            default ->
                problem(Reason.SERVER_ERROR, "Sysdig failed (" + OneLine.of(type) + ")" + said + "; it is asked again");
        };
    }

    /** A sentence of the body after a colon, or nothing. */
    static String said(byte[] body) {
        return sentence(body).map(text -> ": " + text).orElse("");
    }

    static SourceProblem timeout(String what) {
        return problem(Reason.TIMEOUT, what + "; a simpler query or a longer sysdig.timeout (SYSDIG_TIMEOUT) helps");
    }

    static SourceProblem problem(Reason reason, String message) {
        return new SourceProblem(reason, message, null);
    }

    private static Optional<String> errorType(byte[] body) {
        return tree(body).flatMap(node -> text(node.path("errorType")));
    }

    private static Optional<String> sentence(byte[] body) {
        return tree(body)
                .flatMap(node -> Stream.of(
                                node.path("message"),
                                node.path("error"),
                                node.path("errors").path(0).path("message"),
                                node.path("errors").path(0).path("reason"),
                                node)
                        .flatMap(found -> text(found).stream())
                        .findFirst());
    }

    private static Optional<JsonNode> tree(byte[] body) {
        try {
            return Optional.ofNullable(QueryBodyReader.JSON.readTree(body));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(@Nullable JsonNode node) {
        return Optional.ofNullable(node)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .map(OneLine::of)
                .filter(text -> !text.isEmpty());
    }
}

package com.sysdig.autoscaler.metricsapi.access;

import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A path that the gate and the routes behind it cannot read in two ways.
 *
 * @param text as sent
 * @param segments decoded
 */
public record RequestPath(String text, List<String> segments) {
    private static final List<String> STEPS = List.of("", ".", "..");

    public RequestPath {
        segments = List.copyOf(segments);
    }

    /** Of a request that the gate has let in, as the gate judged it. */
    public static RequestPath of(RoutingContext context) {
        return Objects.requireNonNull(context.get(RequestPath.class.getName()), "a request that passed the gate");
    }

    void putInto(RoutingContext context) {
        context.put(RequestPath.class.getName(), this);
    }

    /** Empty where a segment is empty, a step to elsewhere, hides a separator, or cannot be decoded. */
    static Optional<RequestPath> parse(String text) {
        var inner = text.startsWith("/") ? text.substring(1) : text;
        var bare = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
        if (inner.isEmpty()) {
            return Optional.of(new RequestPath(text, List.of()));
        }
        try {
            var segments =
                    Arrays.stream(bare.split("/", -1)).map(RequestPath::decode).toList();
            return IntStream.range(0, segments.size()).anyMatch(place -> isAmbiguous(segments, place))
                    ? Optional.empty()
                    : Optional.of(new RequestPath(text, segments));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isAmbiguous(List<String> segments, int place) {
        var segment = segments.get(place);
        return STEPS.contains(segment)
                || segment.contains("/")
                || segment.contains("\\")
                || (segment.contains(";") && !isServiceOfOldAdapter(segments, place));
    }

    /** The one place where a name has a semicolon. Its route reads the path from here, so it cannot read it otherwise. */
    private static boolean isServiceOfOldAdapter(List<String> segments, int place) {
        return place == 6
                && segments.get(1).equals("custom.metrics.k8s.io")
                && segments.get(3).equals("namespaces")
                && segments.get(5).equals("services");
    }

    private static String decode(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}

package com.sysdig.autoscaler.metricsapi.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A path that the gate and the routes behind it cannot read in two ways.
 *
 * @param text as sent
 * @param segments decoded
 */
record RequestPath(String text, List<String> segments) {
    private static final List<String> STEPS = List.of("", ".", "..");

    RequestPath {
        segments = List.copyOf(segments);
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
            return segments.stream().anyMatch(RequestPath::isAmbiguous)
                    ? Optional.empty()
                    : Optional.of(new RequestPath(text, segments));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isAmbiguous(String segment) {
        return STEPS.contains(segment) || segment.contains("/") || segment.contains(";") || segment.contains("\\");
    }

    private static String decode(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}

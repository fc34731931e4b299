package com.sysdig.autoscaler.metricsapi.access;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request brings to say who it is from.
 *
 * @param chain the client's certificates, its own first; empty where it presented none
 * @param headers in order, names as sent
 */
record Credentials(List<X509Certificate> chain, List<Map.Entry<String, String>> headers) {
    private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S+)(?: .*)?");

    Credentials {
        chain = List.copyOf(chain);
        headers = List.copyOf(headers);
    }

    /** Values of a header, whatever the case of its name. */
    List<String> header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Empty where there is no token: other schemes are no credentials. */
    Optional<String> bearer() {
        return header("Authorization").stream()
                .findFirst()
                .map(value -> BEARER.matcher(value.strip()))
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1));
    }

    /** The headers may hold a token. */
    @Override
    public String toString() {
        return "Credentials[%d certificates, %d headers]".formatted(chain.size(), headers.size());
    }
}

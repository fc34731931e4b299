package com.sysdig.autoscaler.metricsapi.access;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

/**
 * What a request brings to say who it is from.
 *
 * @param chain the client's certificates, its own first; empty where it presented none
 * @param headers in order, names as sent
 */
record Credentials(List<X509Certificate> chain, List<Map.Entry<String, String>> headers) {
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
}

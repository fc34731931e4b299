package com.sysdig.autoscaler.metricsapi.access;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What our other replicas may do without a review, which would fail with the API server. Everybody else needs the right to
 * {@code get} or {@code post} the path.
 *
 * @param requests method and path, to the letter: {@code GET /a}
 * @param replica whether a certificate, whose key the handshake has proven, is a replica's
 */
public record ReplicasDoor(Set<String> requests, Predicate<X509Certificate> replica) {
    public ReplicasDoor {
        requests = Set.copyOf(requests);
    }

    boolean leads(String method, String toPath, List<X509Certificate> chain) {
        return requests.contains(method + " " + toPath) && !chain.isEmpty() && replica.test(chain.getFirst());
    }
}

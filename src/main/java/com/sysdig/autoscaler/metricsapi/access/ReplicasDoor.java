package com.sysdig.autoscaler.metricsapi.access;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Predicate;

/**
 * A path that our other replicas may read without a review, which would fail with the API server. Everybody else needs the
 * right to {@code get} the path.
 *
 * @param path to the letter
 * @param replica whether a certificate, whose key the handshake has proven, is a replica's
 */
public record ReplicasDoor(String path, Predicate<X509Certificate> replica) {
    boolean leads(String method, String toPath, List<X509Certificate> chain) {
        return method.equals("GET") && path.equals(toPath) && !chain.isEmpty() && replica.test(chain.getFirst());
    }
}

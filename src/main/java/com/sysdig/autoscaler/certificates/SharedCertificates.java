package com.sysdig.autoscaler.certificates;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that replicas with an authority of their own share.
 *
 * @param authority the one that issues
 * @param next announced in the bundle, but does not issue yet
 * @param old authorities whose certificates may still be served with
 * @param leaf what to serve with
 */
record SharedCertificates(Authority authority, @Nullable Authority next, List<X509Certificate> old, Credential leaf) {
    SharedCertificates {
        old = List.copyOf(old);
    }

    ServingCertificate serving() {
        return new ServingCertificate(leaf, CaBundle.exactly(bundle()));
    }

    /** Whether there is anything to serve with, were it only for a while. */
    boolean isUsable(Instant now) {
        return !authority.credential().isExpired(now) && !leaf.isExpired(now);
    }

    private List<X509Certificate> bundle() {
        return Stream.concat(
                        Stream.of(authority, next).filter(Objects::nonNull).map(Authority::certificate), old.stream())
                .toList();
    }
}

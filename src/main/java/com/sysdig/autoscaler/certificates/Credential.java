package com.sysdig.autoscaler.certificates;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** A certificate and its key. */
record Credential(X509Certificate certificate, PrivateKey key) {
    /** Whether less than two thirds of its life are over. */
    boolean isFresh(Instant now) {
        var from = certificate.getNotBefore().toInstant();
        var life = Duration.between(from, certificate.getNotAfter().toInstant());
        return !now.isBefore(from) && now.isBefore(from.plus(life.dividedBy(3).multipliedBy(2)));
    }

    @Override
    public String toString() {
        return "Credential[" + certificate.getSubjectX500Principal() + "]";
    }
}

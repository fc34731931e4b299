package com.sysdig.autoscaler.certificates;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * A certificate and its key.
 *
 * @param chain the certificate, and those that lead from it to its authority
 */
record Credential(List<X509Certificate> chain, PrivateKey key) {
    private static final int DNS_NAME = 2;
    private static final byte[] PROBE = {1};

    Credential {
        chain = List.copyOf(chain);
    }

    Credential(X509Certificate certificate, PrivateKey key) {
        this(List.of(certificate), key);
    }

    /** From text that others wrote. */
    static Credential of(String certificates, String key) throws GeneralSecurityException {
        var read = new Credential(Pem.certificates(certificates), Pem.key(key));
        if (!read.isPair()) {
            throw new GeneralSecurityException("the key is not that of the certificate");
        }
        return read;
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    Instant expiry() {
        return certificate().getNotAfter().toInstant();
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expiry());
    }

    /** Whether two thirds of its life are over. */
    boolean isAged(Instant now) {
        var from = certificate().getNotBefore().toInstant();
        return !now.isBefore(
                from.plus(Duration.between(from, expiry()).dividedBy(3).multipliedBy(2)));
    }

    /** Whether its life has begun and less than two thirds of it are over. */
    boolean isFresh(Instant now) {
        return !now.isBefore(certificate().getNotBefore().toInstant()) && !isAged(now);
    }

    boolean isSignedBy(X509Certificate authority) {
        return isSigned(certificate(), authority);
    }

    static boolean isSigned(X509Certificate certificate, X509Certificate authority) {
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    /** By itself or by a wildcard in place of the first label. */
    boolean names(ServiceAddress address) {
        try {
            Collection<List<?>> names = certificate().getSubjectAlternativeNames();
            return names != null
                    && (names.contains(List.of(DNS_NAME, address.dnsName()))
                            || names.contains(List.of(DNS_NAME, "*." + address.namespace() + ".svc")));
        } catch (CertificateParsingException _) {
            return false;
        }
    }

    private boolean isPair() throws GeneralSecurityException {
        var algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
        if (!certificate().getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        var signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(PROBE);
        var signed = signature.sign();
        signature.initVerify(certificate().getPublicKey());
        signature.update(PROBE);
        return signature.verify(signed);
    }

    @Override
    public String toString() {
        return "Credential[" + certificate().getSubjectX500Principal() + "]";
    }
}

package com.sysdig.autoscaler.metricsapi.access;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who may sign the certificates of clients. Safe for use by several threads. */
final class Authorities {
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_PURPOSE = "2.5.29.37.0";
    private static final int MOST_PROVEN = 16;

    /** At least one; old ones stay for as long as they are valid. */
    private final Set<X509Certificate> certificates;

    /** The last chains that were found to lead here, so that their signatures are not computed for each request; replaced as a whole. */
    private volatile List<Proven> proven = List.of();

    private Authorities(Set<X509Certificate> certificates) {
        this.certificates = certificates;
    }

    /** Throws where the bundle, the value of {@code entry}, holds none. */
    static Authorities of(String entry, String pem) throws GeneralSecurityException {
        var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
        var found = CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
                .map(X509Certificate.class::cast)
                .collect(Collectors.toUnmodifiableSet());
        if (found.isEmpty()) {
            throw new CertificateException(entry + " holds no certificate");
        }
        return new Authorities(found);
    }

    boolean shareOneWith(Authorities others) {
        return !Collections.disjoint(certificates, others.certificates);
    }

    /** Whether {@link #verify} finds nothing to object to. */
    boolean vouchFor(List<X509Certificate> chain, Instant now) {
        try {
            verify(chain, now);
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    /** Throws unless the chain leads to an authority, is valid at that time, and is for clients. */
    void verify(List<X509Certificate> chain, Instant now) throws GeneralSecurityException {
        if (proven.stream().anyMatch(known -> known.isValid(chain, now))) {
            return;
        }
        if (!isForClients(chain.getFirst().getExtendedKeyUsage())) {
            throw new CertificateException("the certificate is not for clients");
        }
        var path = path(chain, Date.from(now));
        // TrustAnchors are exempt from the validity check.
        path.getLast().checkValidity(Date.from(now));
        proven = Stream.concat(
                        Stream.of(new Proven(chain, path)), proven.stream().filter(known -> !known.chain.equals(chain)))
                .limit(MOST_PROVEN)
                .toList();
    }

    /** From the leaf to the authority. */
    private List<X509Certificate> path(List<X509Certificate> chain, Date date) throws GeneralSecurityException {
        var target = new X509CertSelector();
        target.setCertificate(chain.getFirst());
        var anchors = certificates.stream().map(ca -> new TrustAnchor(ca, null)).collect(Collectors.toSet());
        var parameters = new PKIXBuilderParameters(anchors, target);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(date);
        var result =
                (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
        return Stream.concat(
                        result.getCertPath().getCertificates().stream().map(X509Certificate.class::cast),
                        Stream.of(result.getTrustAnchor().getTrustedCert()))
                .toList();
    }

    private static boolean isForClients(@Nullable List<String> purposes) {
        return purposes != null && (purposes.contains(CLIENT_AUTH) || purposes.contains(ANY_PURPOSE));
    }

    /** A chain of a client, and the certificates by which it leads to an authority. */
    private record Proven(List<X509Certificate> chain, List<X509Certificate> path) {
        boolean isValid(List<X509Certificate> other, Instant now) {
            return chain.equals(other)
                    && path.stream()
                            .allMatch(certificate -> !now.isBefore(
                                            certificate.getNotBefore().toInstant())
                                    && !now.isAfter(certificate.getNotAfter().toInstant()));
        }
    }
}

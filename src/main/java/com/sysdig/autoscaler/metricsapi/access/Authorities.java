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
import org.jspecify.annotations.Nullable;

/**
 * Who may sign the certificates of clients.
 *
 * @param certificates at least one; old ones stay for as long as they are valid
 */
record Authorities(Set<X509Certificate> certificates) {
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_PURPOSE = "2.5.29.37.0";

    Authorities {
        certificates = Set.copyOf(certificates);
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
        var leaf = chain.getFirst();
        if (!isForClients(leaf.getExtendedKeyUsage())) {
            throw new CertificateException("the certificate is not for clients");
        }
        var target = new X509CertSelector();
        target.setCertificate(leaf);
        var anchors = certificates.stream().map(ca -> new TrustAnchor(ca, null)).collect(Collectors.toSet());
        var parameters = new PKIXBuilderParameters(anchors, target);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        var result =
                (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
        // TrustAnchors are exempt from the validity check.
        result.getTrustAnchor().getTrustedCert().checkValidity(Date.from(now));
    }

    private static boolean isForClients(@Nullable List<String> purposes) {
        return purposes != null && (purposes.contains(CLIENT_AUTH) || purposes.contains(ANY_PURPOSE));
    }
}

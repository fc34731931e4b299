package com.sysdig.autoscaler.metricsapi.access;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whom the API server's front proxy is signed by, and how it names its users.
 *
 * @param authorities at least one; old ones stay for as long as they are valid
 * @param allowedNames common names of the front proxy; empty means any that the authorities signed
 */
record FrontProxyTrust(Set<X509Certificate> authorities, Set<String> allowedNames, RequestHeaders headers) {
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_PURPOSE = "2.5.29.37.0";

    FrontProxyTrust {
        authorities = Set.copyOf(authorities);
        allowedNames = Set.copyOf(allowedNames);
    }

    /**
     * From the entries of {@code kube-system/extension-apiserver-authentication}.
     *
     * @throws GeneralSecurityException where they name no authority
     */
    static FrontProxyTrust of(Map<String, String> entries) throws GeneralSecurityException, JsonProcessingException {
        var pem = entries.getOrDefault("requestheader-client-ca-file", "");
        if (pem.isBlank()) {
            throw new CertificateException("there is no requestheader-client-ca-file: the API server runs without"
                    + " --requestheader-client-ca-file, so that nobody can be told from a stranger");
        }
        var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
        var authorities = CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
                .map(X509Certificate.class::cast)
                .collect(Collectors.toUnmodifiableSet());
        if (authorities.isEmpty()) {
            throw new CertificateException("requestheader-client-ca-file holds no certificate");
        }
        var names = RequestHeaders.names(entries, "requestheader-allowed-names");
        return new FrontProxyTrust(authorities, Set.copyOf(names), RequestHeaders.of(entries));
    }

    boolean allows(String commonName) {
        return allowedNames.isEmpty() || allowedNames.contains(commonName);
    }

    /** Throws unless the chain leads to an authority, is valid at that time, and is for clients. */
    void verify(List<X509Certificate> chain, Instant now) throws GeneralSecurityException {
        var leaf = chain.getFirst();
        if (!isForClients(leaf.getExtendedKeyUsage())) {
            throw new CertificateException("the certificate is not for clients");
        }
        var target = new X509CertSelector();
        target.setCertificate(leaf);
        var anchors = authorities.stream().map(ca -> new TrustAnchor(ca, null)).collect(Collectors.toSet());
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

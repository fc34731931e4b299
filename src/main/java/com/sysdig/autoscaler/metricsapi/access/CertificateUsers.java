package com.sysdig.autoscaler.metricsapi.access;

import com.sysdig.autoscaler.metricsapi.access.Authentication.Absent;
import com.sysdig.autoscaler.metricsapi.access.Authentication.Known;
import com.sysdig.autoscaler.metricsapi.access.Authentication.Refused;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Users who prove by a certificate of the cluster's own authority who they are: CN is the user, each O a group. Safe for
 * use by several threads.
 */
public final class CertificateUsers implements Callers {
    /** Entry of {@code kube-system/extension-apiserver-authentication}. */
    static final String BUNDLE = "client-ca-file";

    private static final String CREDENTIAL_ID = "authentication.kubernetes.io/credential-id";

    private final InstantSource clock;
    // Written by the thread that reads the ConfigMap; null until it was there for the first time.
    private volatile @Nullable Authorities authorities;

    public CertificateUsers(InstantSource clock) {
        this.clock = clock;
    }

    void trust(Authorities newest) {
        authorities = newest;
    }

    /** Whether the certificate is of the cluster's authority, valid, and for clients. */
    boolean vouchFor(List<X509Certificate> chain) {
        var now = authorities;
        return now != null && now.vouchFor(chain, clock.instant());
    }

    @Override
    public Authentication identify(Credentials credentials) {
        var now = authorities;
        if (now == null || credentials.chain().isEmpty()) {
            return new Absent();
        }
        try {
            now.verify(credentials.chain(), clock.instant());
            return named(credentials.chain().getFirst());
        } catch (GeneralSecurityException e) {
            return new Refused(DenialReason.UNTRUSTED_CERTIFICATE, String.valueOf(e.getMessage()));
        }
    }

    private static Authentication named(X509Certificate certificate) throws GeneralSecurityException {
        var subject = Subject.of(certificate);
        if (subject.commonName().isEmpty()) {
            return new Absent();
        }
        var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return new Known(new Caller(
                subject.commonName().get(),
                null,
                subject.organizations(),
                Map.of(CREDENTIAL_ID, List.of("X509SHA256=" + HexFormat.of().formatHex(digest)))));
    }
}

package com.sysdig.autoscaler.certificates;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What we serve with, and the authority that vouches for it. */
public final class ServingCertificate {
    private static final int DNS_NAME = 2;

    private final Credential authority;
    private final Credential leaf;

    ServingCertificate(Credential authority, Credential leaf) {
        this.authority = authority;
        this.leaf = leaf;
    }

    /** PEM, for a {@code caBundle}. */
    public String authorityPem() throws GeneralSecurityException {
        return Pem.of(List.of(authority.certificate()));
    }

    Credential authority() {
        return authority;
    }

    Credential leaf() {
        return leaf;
    }

    /** Whether it can be served with from now on without being renewed first. */
    boolean fits(ServiceAddress address, Instant now) {
        return authority.isFresh(now) && leaf.isFresh(now) && isSignedByAuthority() && names(address);
    }

    boolean isSameAs(ServingCertificate other) {
        return leaf.certificate().equals(other.leaf.certificate())
                && authority.certificate().equals(other.authority.certificate());
    }

    private boolean isSignedByAuthority() {
        try {
            leaf.certificate().verify(authority.certificate().getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private boolean names(ServiceAddress address) {
        try {
            Collection<List<?>> names = leaf.certificate().getSubjectAlternativeNames();
            return names != null && names.contains(List.of(DNS_NAME, address.dnsName()));
        } catch (CertificateParsingException _) {
            return false;
        }
    }
}

package com.sysdig.autoscaler.certificates;

import java.security.GeneralSecurityException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What we serve with, and the authorities that vouch for it. */
public final class ServingCertificate {
    private final Credential leaf;
    private final CaBundle bundle;

    ServingCertificate(Credential leaf, CaBundle bundle) {
        this.leaf = leaf;
        this.bundle = bundle;
    }

    /** PEM of all that a {@code caBundle} has to hold; empty if it is somebody else's to write. */
    public String authorityPem() throws GeneralSecurityException {
        return bundle.pem();
    }

    /** What the {@code caBundle} of an object has to be that now has {@code live}, both in base64: often the same. */
    public @Nullable String caBundle(@Nullable String live) throws GeneralSecurityException {
        return bundle.over(live, leaf.certificate().getNotBefore().toInstant());
    }

    /** From then on the API server refuses us. */
    public Instant expiry() {
        return leaf.expiry();
    }

    Credential leaf() {
        return leaf;
    }

    /** Whether it can be served with from now on without being renewed first. */
    boolean fits(ServiceAddress address, Instant now) {
        return leaf.isFresh(now)
                && leaf.names(address)
                && bundle.authorities().stream().anyMatch(leaf::isSignedBy);
    }

    boolean isSameAs(ServingCertificate other) {
        return leaf.chain().equals(other.leaf.chain()) && bundle.equals(other.bundle);
    }
}

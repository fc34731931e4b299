package com.sysdig.autoscaler.certificates;

import java.security.GeneralSecurityException;
import java.time.Instant;

/** Certificates for tests of those who only show or name them. */
public final class FixedCertificate {
    private FixedCertificate() {}

    /** Gives {@code current} a new certificate of a new authority. */
    public static ServingCertificate issueInto(CurrentCertificate current, ServiceAddress address, Instant now) {
        try {
            var issued = Authority.create(now).issue(address, now);
            current.replace(issued);
            return issued;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package com.sysdig.autoscaler.certificates;

import java.security.GeneralSecurityException;

/** Where {@link CurrentCertificate} is kept current from. */
@FunctionalInterface
public interface CertificateSource {
    /**
     * One look at the source, and what follows from it. Blocks, and may be called by several threads. Whatever is wrong, the
     * last good certificate stays; failures of the API server are thrown for the caller to try again.
     */
    void settle() throws GeneralSecurityException;
}

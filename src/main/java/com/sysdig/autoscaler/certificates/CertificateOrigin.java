package com.sysdig.autoscaler.certificates;

import java.nio.file.Path;

/** Where the serving certificate comes from. */
public sealed interface CertificateOrigin {
    /** Our own authority, kept in a Secret. */
    record SelfManaged() implements CertificateOrigin {}

    /**
     * Files that somebody else renews, such as cert-manager.
     *
     * @param directory holds {@code tls.crt}, {@code tls.key} and perhaps {@code ca.crt}
     */
    record Files(Path directory) implements CertificateOrigin {}
}

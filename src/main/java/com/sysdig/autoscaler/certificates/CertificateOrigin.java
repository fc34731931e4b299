package com.sysdig.autoscaler.certificates;

/** Where the serving certificate comes from. */
public enum CertificateOrigin {
    /** Our own authority, kept in a Secret. */
    SELF_MANAGED,
    /** Files that somebody else renews, such as cert-manager. */
    FILES
}

package com.sysdig.autoscaler.metricsapi.access;

/** Why a request is turned away. Appears unchanged in metrics and documentation. */
enum DenialReason {
    /** On the way of reviews, where the settings name who may come. */
    NO_CERTIFICATE,
    /** Not signed by an authority that we trust, expired, or not for clients. */
    UNTRUSTED_CERTIFICATE,
    /** Signed by the front proxy's authority, but for somebody else. */
    NAME_NOT_ALLOWED,
    /** The API server does not accept the bearer token. */
    TOKEN_REJECTED,
    /** The API server did not say whether it accepts the bearer token. */
    TOKEN_REVIEW_FAILED,
    /** The caller, known or anonymous, may not do this. */
    FORBIDDEN,
    /** The API server did not say whether the caller may do this. */
    ACCESS_REVIEW_FAILED,
    /** The path can be read in two ways, and only one of them would be the authorised one. */
    MALFORMED_PATH
}

package com.sysdig.autoscaler.registration;

/** What became of an APIService or of the webhook configuration. */
public enum RegistrationState {
    /** Not looked at yet. */
    UNKNOWN,
    /** There is no certificate yet that it could name. */
    WAITING,
    /** Somebody deleted it, which an uninstall does first; it is put back soon. */
    MISSING,
    /** It says what it should. */
    CURRENT,
    /** It points to another Service, and is left alone: nobody reads our metrics, or asks for our reviews. */
    FOREIGN;

    /** In words; {@code foreign}: whose it is. */
    String text(String foreign) {
        return switch (this) {
            case UNKNOWN -> "not looked at yet, or not to be registered";
            case WAITING -> "waits for a certificate";
            case MISSING -> "missing, and made again soon";
            case CURRENT -> "ours";
            case FOREIGN -> foreign;
        };
    }
}

package com.sysdig.autoscaler.peers;

import java.net.URI;

/** Which replica asks Sysdig, as far as this one knows. */
public sealed interface Asking {
    record Us() implements Asking {}

    /** {@code at}: its HTTPS port. */
    record Another(URI at) implements Asking {}

    /** No replica that can be reached has been heard of. */
    record Unknown() implements Asking {}
}

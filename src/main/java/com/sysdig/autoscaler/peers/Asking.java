package com.sysdig.autoscaler.peers;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Which replica asks Sysdig, as far as this one knows. */
public sealed interface Asking {
    /** {@code displaced}: address of the one that did before and may not know that it does not any more; null if there is none. */
    record Us(@Nullable String displaced) implements Asking {}

    /** {@code at}: its HTTPS port. */
    record Another(URI at) implements Asking {}

    /** The one that did is dead, for we are at its address. {@code other}: the HTTPS port of one that copied from it. */
    record Restarted(URI other) implements Asking {}

    /** No replica that can be reached has been heard of. */
    record Unknown() implements Asking {}
}

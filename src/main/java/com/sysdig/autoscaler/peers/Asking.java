package com.sysdig.autoscaler.peers;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which replica asks Sysdig, as far as this one knows. */
public sealed interface Asking {
    /** {@code displaced}: address of the one that did before and may not know that it does not any more; null if there is none. */
    record Us(@Nullable String displaced) implements Asking {}

    /** {@code at}: its HTTPS port. */
    record Another(URI at) implements Asking {}

    /** The one that did is dead, for we are at its address; others may still know what it knew. */
    record Restarted() implements Asking {}

    /** No replica that can be reached has been heard of. */
    record Unknown() implements Asking {}

    /** As {@link Another}, if that is an address; it comes out of an object that others may write, too. */
    static Asking at(Optional<String> address) {
        try {
            return address.<Asking>map(text -> new Another(URI.create("https://" + text)))
                    .orElseGet(Unknown::new);
        } catch (IllegalArgumentException _) {
            return new Unknown();
        }
    }
}

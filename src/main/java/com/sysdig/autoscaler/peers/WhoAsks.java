package com.sysdig.autoscaler.peers;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/** Who asks, and who else there is, whenever it is asked; from memory. */
public interface WhoAsks extends Supplier<Asking> {
    /** The HTTPS ports of those that are ready, without ours. */
    List<URI> others();
}

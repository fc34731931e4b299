package com.sysdig.autoscaler.peers;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** What was read at a replica that does not ask. */
@RegisterForReflection
record ToldReads(List<ToldRead> reads) {
    ToldReads {
        reads = List.copyOf(reads);
    }
}

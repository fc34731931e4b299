package com.sysdig.autoscaler.metricsapi;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Tells which pods a selector means. */
@FunctionalInterface
interface PodNames {
    /** Never blocks, never fails. {@code selector}: as text that can be read; empty for all pods of the namespace. */
    CompletableFuture<Listed> of(String namespace, String selector);

    /** What came of it. */
    sealed interface Listed {
        Listed LATE = new Unknown("the API server did not list them in time; it is tried again at the next read");

        record Names(List<String> names) implements Listed {
            public Names {
                names = List.copyOf(names);
            }
        }

        /** {@code why}: for people, with what to do. */
        record Unknown(String why) implements Listed {}
    }
}

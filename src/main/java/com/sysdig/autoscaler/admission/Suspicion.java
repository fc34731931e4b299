package com.sysdig.autoscaler.admission;

import java.util.stream.Stream;

/** Looks for something that is legal and probably not meant. */
@FunctionalInterface
interface Suspicion {
    /** The warnings, which may be of any length and contain anything. */
    Stream<String> of(Candidate candidate);

    /** The annotation of a metric, as its user wrote it. */
    static String key(String annotation, String id) {
        return "sysdig.com/" + annotation + (id.equals("default") ? "" : "." + id);
    }
}

package com.sysdig.autoscaler.metricsapi.access;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A user of Kubernetes, as authenticated.
 *
 * @param uid null where the user has none
 */
public record Caller(String user, @Nullable String uid, List<String> groups, Map<String, List<String>> extra) {
    private static final String AUTHENTICATED = "system:authenticated";
    private static final String UNAUTHENTICATED = "system:unauthenticated";

    /** Adds the group of all authenticated users, which the aggregator leaves out for itself. */
    public Caller {
        groups = groups.contains(AUTHENTICATED) || groups.contains(UNAUTHENTICATED)
                ? List.copyOf(groups)
                : Stream.concat(groups.stream(), Stream.of(AUTHENTICATED)).toList();
        extra = Map.copyOf(extra);
    }
}

package com.sysdig.autoscaler.metricsapi.access;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A user of Kubernetes, as authenticated, or nobody in particular.
 *
 * @param uid null where the user has none
 */
public record Caller(String user, @Nullable String uid, List<String> groups, Map<String, List<String>> extra) {
    private static final String AUTHENTICATED = "system:authenticated";
    private static final String UNAUTHENTICATED = "system:unauthenticated";
    private static final String MASTERS = "system:masters";

    /** Who came without any credentials. */
    static final Caller ANONYMOUS = new Caller("system:anonymous", null, List.of(UNAUTHENTICATED), Map.of());

    /** Adds the group of all authenticated users, which the aggregator leaves out for itself. */
    public Caller {
        groups = groups.contains(AUTHENTICATED) || groups.contains(UNAUTHENTICATED)
                ? List.copyOf(groups)
                : Stream.concat(groups.stream(), Stream.of(AUTHENTICATED)).toList();
        extra = Map.copyOf(extra);
    }

    /** Allowed everything without being asked for, also while nobody could be asked. */
    boolean isMaster() {
        return groups.contains(MASTERS);
    }
}

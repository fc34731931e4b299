package com.sysdig.autoscaler.workload;

import java.util.UUID;

/**
 * Who this process is among the replicas. Unique: a lease that is taken again under an old identity confuses the election.
 *
 * @param text at most 128 characters
 */
public record ReplicaIdentity(String text) {
    private static final int MAX_HOST = 90;

    /** A new identity on this host. */
    public static ReplicaIdentity on(String host) {
        String shortened = host.length() <= MAX_HOST ? host : host.substring(0, MAX_HOST);
        return new ReplicaIdentity(shortened + "_" + UUID.randomUUID());
    }
}

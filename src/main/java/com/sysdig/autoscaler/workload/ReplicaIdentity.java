package com.sysdig.autoscaler.workload;

import java.util.Optional;
import java.util.UUID;

/**
 * Who this process is among the replicas, and where it answers. Unique: a lease that is taken again under an old identity
 * confuses the election.
 *
 * @param text at most 128 characters
 */
public record ReplicaIdentity(String text) {
    private static final int MAX_HOST = 40;

    /** A new identity on this host; {@code address} is {@code 10.0.0.7}, {@code fd00::7} or {@code 10.0.0.7:8443}. */
    public static ReplicaIdentity on(String host, String address, int port) {
        String shortened = host.length() <= MAX_HOST ? host : host.substring(0, MAX_HOST);
        return new ReplicaIdentity(shortened + "_" + withPort(address, port) + "_" + UUID.randomUUID());
    }

    private static String withPort(String address, int port) {
        if (address.indexOf(':') != address.lastIndexOf(':')) {
            return "[" + address + "]:" + port;
        }
        return address.contains(":") ? address : address + ":" + port;
    }

    /** Empty where it is not an identity of ours: anybody who may write the lease can put any text into it. */
    public Optional<String> address() {
        var parts = text.split("_", -1);
        return parts.length < 3 ? Optional.empty() : Optional.of(parts[parts.length - 2]);
    }
}

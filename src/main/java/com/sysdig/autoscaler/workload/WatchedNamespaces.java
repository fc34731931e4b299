package com.sysdig.autoscaler.workload;

import java.util.Set;

/**
 * Where we look for workloads.
 *
 * @param names empty means all namespaces
 */
public record WatchedNamespaces(Set<String> names) {
    public WatchedNamespaces {
        names = Set.copyOf(names);
    }

    public boolean all() {
        return names.isEmpty();
    }

    public boolean contains(String namespace) {
        return all() || names.contains(namespace);
    }
}

package com.sysdig.autoscaler.catalog;

/**
 * A workload's size.
 *
 * @param wanted {@code spec.replicas}
 * @param ready {@code status.readyReplicas}
 */
public record Replicas(int wanted, int ready) {}

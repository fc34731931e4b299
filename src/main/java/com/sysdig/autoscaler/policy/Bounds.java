package com.sysdig.autoscaler.policy;

/** Between how many replicas the workload is held, both inclusive; {@code min} is 0 only for scale to zero. */
public record Bounds(int min, int max) {
    public Bounds {
        if (min < 0 || max < 1 || min > max) {
            throw new IllegalArgumentException("bounds " + min + "…" + max);
        }
    }
}

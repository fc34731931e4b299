package com.sysdig.autoscaler.policy;

import org.jspecify.annotations.Nullable;

/** Average use in percent of the requests, beside the Sysdig metrics. */
public record ResourceTargets(
        @Nullable Integer cpuPercent, @Nullable Integer memoryPercent) {
    public static final ResourceTargets NONE = new ResourceTargets(null, null);

    public ResourceTargets {
        check(cpuPercent);
        check(memoryPercent);
    }

    private static void check(@Nullable Integer percent) {
        if (percent != null && percent < 1) {
            throw new IllegalArgumentException("a use of " + percent + " percent");
        }
    }
}

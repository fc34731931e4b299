package com.sysdig.autoscaler.benchmark;

import java.util.Arrays;

/** How long requests took, each from the moment at which it was due; failed ones are only counted. */
final class Latencies {

    private final long[] sortedNanos;
    private final int failed;

    private Latencies(long[] sortedNanos, int failed) {
        this.sortedNanos = sortedNanos;
        this.failed = failed;
    }

    static Latencies of(long[] nanos, int failed) {
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(sorted, failed);
    }

    int failed() {
        return failed;
    }

    /** Whether there is an answer to speak of. */
    boolean any() {
        return sortedNanos.length > 0;
    }

    double millis(double percentile) {
        if (!any()) {
            return Double.NaN;
        }
        int index = (int) Math.ceil(percentile / 100 * sortedNanos.length) - 1;
        return sortedNanos[Math.max(0, index)] / 1e6;
    }
}

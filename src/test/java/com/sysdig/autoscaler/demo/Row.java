package com.sysdig.autoscaler.demo;

import java.time.Duration;
import java.util.Locale;

/** One line of the table; {@code read} is what the metrics API answered to Kubernetes. */
record Row(Duration since, double load, Reading read, int target, Replicas replicas, String happened) {

    static final String HEADER = "  time   load/s   Kubernetes reads   target   replicas (ready)   what happened";

    String text() {
        return String.format(
                        Locale.ROOT,
                        "%5d s %8.0f %18s %8d %11d %6s   %s",
                        since.toSeconds(),
                        load,
                        read,
                        target,
                        replicas.wanted(),
                        "(" + replicas.ready() + ")",
                        happened)
                .stripTrailing();
    }
}

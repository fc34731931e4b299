package com.sysdig.autoscaler.policy;

/** What becomes of one series' samples inside the window. */
public enum MetricFunction {
    /** Increase per second of a cumulative counter. */
    RATE("rate"),
    /** Per-second value of Sysdig's counts, each sample of which holds only what came since the last one. */
    DELTA_RATE("delta-rate"),
    AVG("avg"),
    MIN("min"),
    MAX("max"),
    LAST("last");

    private final String text;

    MetricFunction(String text) {
        this.text = text;
    }

    /** As written in {@code scale-function}. */
    public String text() {
        return text;
    }
}

package com.sysdig.autoscaler.metricsapi;

/** What the text of a label selector comes to. */
sealed interface ParsedSelector {
    record Good(LabelSelector selector) implements ParsedSelector {}

    /**
     * Not a selector.
     *
     * @param fault where it stops being one
     */
    record Malformed(String fault) implements ParsedSelector {}
}

package com.sysdig.autoscaler.metricsapi;

import com.sysdig.autoscaler.sample.Served;
import java.util.Map;

/** What one read of a metric comes to. */
sealed interface Reading {
    /** A number. */
    record Found(String metric, Map<String, String> labels, Served.Value value) implements Reading {}

    /** No number, and the HorizontalPodAutoscaler holds. */
    record Refused(Refusal reason, String message) implements Reading {}
}

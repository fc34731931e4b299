package com.sysdig.autoscaler.sample;

import java.util.Map;

/**
 * One element of an instant vector, or a scalar with no labels.
 *
 * @param value as Sysdig gave it: may be NaN, infinite or negative
 */
public record Row(Map<String, String> labels, double value) {
    public Row {
        labels = Map.copyOf(labels);
    }
}

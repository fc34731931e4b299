package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.query.PlannedQuery;
import java.util.HashMap;
import java.util.Map;

/**
 * One element of an instant vector, or a scalar with no labels.
 *
 * @param labels without {@link PlannedQuery#FACT}, so that the rows of one workload can share them
 * @param fact the value of that label; empty where there is none
 * @param value as Sysdig gave it: may be NaN, infinite or negative
 */
public record Row(Map<String, String> labels, String fact, double value) {
    public Row {
        labels = Map.copyOf(labels);
    }

    /** Of all labels. */
    public Row(Map<String, String> labels, double value) {
        this(withoutFact(labels), labels.getOrDefault(PlannedQuery.FACT, ""), value);
    }

    private static Map<String, String> withoutFact(Map<String, String> labels) {
        var others = new HashMap<>(labels);
        others.remove(PlannedQuery.FACT);
        return others;
    }
}

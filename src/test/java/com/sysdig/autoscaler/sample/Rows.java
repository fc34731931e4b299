package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.query.Fact;
import com.sysdig.autoscaler.query.PlannedQuery;
import java.util.HashMap;
import java.util.Map;

/** Rows as a test writes them. */
public final class Rows {
    private Rows() {}

    /** With one number; of all labels, {@link PlannedQuery#FACT} included. */
    public static Row row(Map<String, String> labels, double number) {
        var others = new HashMap<>(labels);
        var fact = others.remove(PlannedQuery.FACT);
        var row = new Row(others);
        return fact == null ? row : row.add(Fact.of(fact).orElseThrow(), number);
    }
}

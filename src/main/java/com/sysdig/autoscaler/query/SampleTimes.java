package com.sysdig.autoscaler.query;

import java.util.List;

/**
 * PromQL for the time of the newest sample behind each selector of a raw query: Unix seconds, at most one row each.
 *
 * @param required of the selectors without which the query has no answer: the oldest of them tells how old the answer is
 * @param optional of the others; they count where there are no required ones, and then the newest
 */
public record SampleTimes(List<String> required, List<String> optional) {
    /** Of a query that selects nothing and so is as fresh as its evaluation. */
    public static final SampleTimes NONE = new SampleTimes(List.of(), List.of());

    public SampleTimes {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
    }
}

package com.sysdig.autoscaler.query;

import java.util.List;

/**
 * The selectors of a raw query, whose newest samples tell how old its answer is.
 *
 * @param required those without which the query has no answer: the oldest of their times counts
 * @param optional the others; they count where there are no required ones, and then the newest
 */
public record SampleTimes(List<Sampled> required, List<Sampled> optional) {
    /** Of a query that selects nothing and so is as fresh as its evaluation. */
    public static final SampleTimes NONE = new SampleTimes(List.of(), List.of());

    public SampleTimes {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
    }

    /**
     * One selector.
     *
     * @param text name and matchers, without a range
     * @param modifiers {@code offset 5m} and the like; empty text where there are none
     */
    public record Sampled(String text, String modifiers) {
        static Sampled now(String text) {
            return new Sampled(text, "");
        }
    }
}

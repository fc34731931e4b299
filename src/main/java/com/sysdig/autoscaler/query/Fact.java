package com.sysdig.autoscaler.query;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a row's number is; told by the row's label {@link PlannedQuery#FACT}. */
public enum Fact {
    /** The number that was asked for. */
    VALUE("value"),
    /** Samples inside the window, of the series that has most. */
    SAMPLES("samples"),
    /** Time of the newest sample, Unix seconds; a raw query has one such row for each selector that it cannot do without. */
    TIME("time"),
    /** The same of a raw query's selectors that may find nothing. */
    OPTIONAL_TIME("optional-time"),
    /** Pods that reported within the last three sample intervals. */
    PODS("pods"),
    /** Series that the value was made of. */
    SERIES("series");

    private static final Map<String, Fact> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Fact::text, fact -> fact));

    private final String text;

    Fact(String text) {
        this.text = text;
    }

    /** Empty for a value that no planned query gives the label. */
    public static Optional<Fact> of(String text) {
        return Optional.ofNullable(BY_TEXT.get(text));
    }

    /** The label's value. */
    public String text() {
        return text;
    }
}

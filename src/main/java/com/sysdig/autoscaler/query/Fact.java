package com.sysdig.autoscaler.query;

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

    private final String text;

    Fact(String text) {
        this.text = text;
    }

    /** The label's value. */
    public String text() {
        return text;
    }
}

package com.sysdig.autoscaler.promql;

/** The types of PromQL expressions. */
public enum ValueType {
    SCALAR("scalar"),
    INSTANT_VECTOR("instant vector"),
    RANGE_VECTOR("range vector"),
    STRING("string");

    private final String text;

    ValueType(String text) {
        this.text = text;
    }

    /** The name that Prometheus' messages and documentation use. */
    public String text() {
        return text;
    }
}

package com.sysdig.autoscaler.polling;

/** What can be the matter with asking as a whole. Appears in health, metrics, Events and documentation. */
public enum Trouble {
    /** Every query fails. */
    OUTAGE("sysdig"),
    /** Queries are asked too rarely, because too few requests are allowed. */
    BUDGET_TOO_SMALL("budget"),
    /** Sysdig has not a single series of any workload. */
    NOTHING_FOUND("series");

    private final String topic;

    Trouble(String topic) {
        this.topic = topic;
    }

    /** What the health report calls it. */
    public String topic() {
        return topic;
    }
}

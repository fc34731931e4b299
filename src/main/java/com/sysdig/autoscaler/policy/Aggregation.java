package com.sysdig.autoscaler.policy;

/** How the series of one workload become one number. */
public sealed interface Aggregation {
    /** As written in {@code scale-aggregation}: {@code sum}, {@code p95}. */
    String text();

    /** The aggregations of PromQL that bear the same name. */
    enum Basic implements Aggregation {
        SUM("sum"),
        AVG("avg"),
        MIN("min"),
        MAX("max");

        private final String text;

        Basic(String text) {
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }
    }

    /** The value below which {@code percent} of the series lie, 50…99. */
    record Percentile(int percent) implements Aggregation {
        public Percentile {
            if (percent < 50 || percent > 99) {
                throw new IllegalArgumentException("percentile " + percent);
            }
        }

        @Override
        public String text() {
            return "p" + percent;
        }
    }
}

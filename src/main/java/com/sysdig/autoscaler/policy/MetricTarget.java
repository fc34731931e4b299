package com.sysdig.autoscaler.policy;

import com.sysdig.autoscaler.quantity.Amount;

/** What the HorizontalPodAutoscaler holds a metric at; the amount is above zero. */
public record MetricTarget(Type type, Amount amount) {
    /** Names as in {@code autoscaling/v2}. */
    public enum Type {
        /** The total divided by the number of pods is held at the target. */
        AVERAGE_VALUE("AverageValue"),
        /** The number itself is held at the target. */
        VALUE("Value");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    public MetricTarget {
        if (amount.thousandths() == 0) {
            throw new IllegalArgumentException("a target is above zero");
        }
    }
}

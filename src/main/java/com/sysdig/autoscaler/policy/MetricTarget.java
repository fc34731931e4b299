package com.sysdig.autoscaler.policy;

import com.sysdig.autoscaler.quantity.Amount;
import java.math.BigInteger;

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

    /**
     * As many replicas as the HorizontalPodAutoscaler makes of a number, before tolerance, bounds and behavior.
     *
     * @param ready pods that are ready; count for {@link Type#VALUE} only
     */
    public long replicas(Amount number, int ready) {
        var pods = type == Type.VALUE ? ready : 1;
        var wanted = BigInteger.valueOf(number.thousandths())
                .multiply(BigInteger.valueOf(pods))
                .add(BigInteger.valueOf(amount.thousandths() - 1))
                .divide(BigInteger.valueOf(amount.thousandths()));
        return wanted.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }
}

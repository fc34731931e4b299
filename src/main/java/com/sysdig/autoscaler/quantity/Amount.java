package com.sysdig.autoscaler.quantity;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * A non-negative number in signed 64-bit thousandths, which is how the HorizontalPodAutoscaler computes.
 *
 * @param thousandths the number times 1000, not negative
 */
public record Amount(long thousandths) implements Comparable<Amount> {
    public static final Amount ZERO = new Amount(0);

    private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE, 3);

    public Amount {
        if (thousandths < 0) {
            throw new IllegalArgumentException("an amount is not negative: " + thousandths + "m");
        }
    }

    /**
     * Rounds to thousandths, half up; what is above zero stays above zero.
     *
     * @return empty for NaN, an infinity, a negative number or one that 63 bits of thousandths do not hold
     */
    public static Optional<Amount> of(double value) {
        return Double.isFinite(value) ? of(BigDecimal.valueOf(value)) : Optional.empty();
    }

    static Optional<Amount> of(BigDecimal value) {
        if (value.signum() < 0 || value.compareTo(MAX) > 0) {
            return Optional.empty();
        }
        long thousandths =
                value.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact();
        return Optional.of(new Amount(thousandths == 0 && value.signum() > 0 ? 1 : thousandths));
    }

    /** Reads a Kubernetes quantity, {@code 250m} or {@code 1.5k}. */
    public static ParsedAmount parse(String text) {
        return QuantityText.parse(text);
    }

    /** Kubernetes' canonical form: a whole number with the largest suffix that leaves no fraction, {@code 105763m}. */
    public String text() {
        return QuantityText.format(thousandths);
    }

    @Override
    public String toString() {
        return text();
    }

    @Override
    public int compareTo(Amount other) {
        return Long.compare(thousandths, other.thousandths);
    }
}

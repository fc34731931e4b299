package com.sysdig.autoscaler.hpa;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A ratio as Kubernetes' canonical quantity, {@code 50m}: whole, with the smallest suffix that it needs. */
final class RatioText {
    private static final String[] SUFFIXES = {"", "m", "u", "n"};

    private RatioText() {}

    /** Rounds up to billionths, the finest that a quantity holds. */
    static String of(BigDecimal ratio) {
        int group = 0;
        BigDecimal scaled = ratio.setScale(9, RoundingMode.UP).stripTrailingZeros();
        while (scaled.scale() > 0) {
            scaled = scaled.movePointRight(3);
            group++;
        }
        return scaled.toBigIntegerExact() + SUFFIXES[group];
    }
}

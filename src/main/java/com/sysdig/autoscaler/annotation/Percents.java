package com.sysdig.autoscaler.annotation;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Shares: of the requests ({@code 80%}), and tolerances ({@code 5%} or {@code 0.05}). */
final class Percents {
    private static final int MAX_USE = 1000;
    private static final Pattern USE = Pattern.compile("[0-9]{1,4}%");

    /** No more digits than a quantity of Kubernetes keeps, which are nine behind the point. */
    private static final Pattern TOLERANCE =
            Pattern.compile("(?<percent>[0-9]{1,4}(?:\\.[0-9]{1,7})?)%|(?<ratio>[0-9]{1,4}(?:\\.[0-9]{1,9})?)");

    private Percents() {}

    /** Average use in percent of the requests. */
    static Reading<Integer> use(String text) {
        var remedy = "write a whole number of percent in `1%`…`" + MAX_USE + "%`, with the sign";
        if (!USE.matcher(text).matches()) {
            return Reading.bad("is not a percentage", remedy);
        }
        var percent = Integer.parseInt(text.substring(0, text.length() - 1));
        return percent < 1 || percent > MAX_USE ? Reading.bad("is out of range", remedy) : Reading.good(percent);
    }

    /** A ratio, 0…1. */
    static Reading<BigDecimal> tolerance(String text) {
        var remedy = "write a percentage in `0%`…`100%`, as `5%`, or the same as a ratio, `0.05`";
        var matcher = TOLERANCE.matcher(text);
        if (!matcher.matches()) {
            return Reading.bad("is not a tolerance", remedy);
        }
        var percent = matcher.group("percent");
        var ratio = percent == null ? new BigDecimal(matcher.group("ratio")) : new BigDecimal(percent).movePointLeft(2);
        return ratio.compareTo(BigDecimal.ONE) > 0 ? Reading.bad("is out of range", remedy) : Reading.good(ratio);
    }
}

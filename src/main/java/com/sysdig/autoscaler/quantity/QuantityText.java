package com.sysdig.autoscaler.quantity;

import com.sysdig.autoscaler.quantity.ParsedAmount.Good;
import com.sysdig.autoscaler.quantity.ParsedAmount.Reason;
import com.sysdig.autoscaler.quantity.ParsedAmount.Refused;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Pattern;

/** Kubernetes' notation of quantities ({@code resource.Quantity}). */
final class QuantityText {
    private static final Pattern GRAMMAR = Pattern.compile("(?<sign>[+-]?)(?<number>[0-9]+\\.?[0-9]*|\\.[0-9]+)"
            + "(?:[eE](?<exponent>[+-]?[0-9]+)|(?<suffix>[numkMGTPE]|[KMGTPE]i)?)");
    private static final Map<String, BigDecimal> FACTORS = Map.ofEntries(
            Map.entry("n", BigDecimal.ONE.scaleByPowerOfTen(-9)),
            Map.entry("u", BigDecimal.ONE.scaleByPowerOfTen(-6)),
            Map.entry("m", BigDecimal.ONE.scaleByPowerOfTen(-3)),
            Map.entry("k", BigDecimal.ONE.scaleByPowerOfTen(3)),
            Map.entry("M", BigDecimal.ONE.scaleByPowerOfTen(6)),
            Map.entry("G", BigDecimal.ONE.scaleByPowerOfTen(9)),
            Map.entry("T", BigDecimal.ONE.scaleByPowerOfTen(12)),
            Map.entry("P", BigDecimal.ONE.scaleByPowerOfTen(15)),
            Map.entry("E", BigDecimal.ONE.scaleByPowerOfTen(18)),
            Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
            Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
            Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
            Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
            Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
            Map.entry("Ei", BigDecimal.valueOf(1L << 60)));
    private static final String[] SUFFIXES = {"m", "", "k", "M", "G", "T", "P"};

    /** No number of these lengths is worth computing: 10 to this power is far outside of what an amount holds. */
    private static final int MAX_EXPONENT = 400;

    private static final int MAX_LENGTH = 256;

    private QuantityText() {}

    static ParsedAmount parse(String text) {
        var matcher = GRAMMAR.matcher(text);
        if (text.length() > MAX_LENGTH || !matcher.matches()) {
            return new Refused(Reason.MALFORMED);
        }
        var number = new BigDecimal(matcher.group("number"));
        if (number.signum() == 0) {
            return new Good(Amount.ZERO);
        }
        if (matcher.group("sign").equals("-")) {
            return new Refused(Reason.NEGATIVE);
        }
        if (matcher.group("exponent") != null) {
            return amount(number.scaleByPowerOfTen(exponent(matcher.group("exponent"))));
        }
        var suffix = matcher.group("suffix");
        return amount(suffix == null ? number : number.multiply(FACTORS.getOrDefault(suffix, BigDecimal.ONE)));
    }

    static String format(long thousandths) {
        var mantissa = thousandths;
        var suffix = mantissa == 0 ? 1 : 0;
        while (mantissa != 0 && mantissa % 1000 == 0 && suffix < SUFFIXES.length - 1) {
            mantissa /= 1000;
            suffix++;
        }
        return mantissa + SUFFIXES[suffix];
    }

    private static int exponent(String text) {
        var exponent = new BigDecimal(text);
        var bound = BigDecimal.valueOf(MAX_EXPONENT);
        return exponent.min(bound).max(bound.negate()).intValueExact();
    }

    private static ParsedAmount amount(BigDecimal value) {
        var thousandths = value.movePointRight(3);
        if (thousandths.compareTo(BigDecimal.ONE) < 0) {
            return new Refused(Reason.TOO_SMALL);
        }
        var whole = thousandths.setScale(0, RoundingMode.UP);
        return whole.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? new Refused(Reason.TOO_LARGE)
                : new Good(new Amount(whole.longValueExact()));
    }
}

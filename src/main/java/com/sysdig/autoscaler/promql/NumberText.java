package com.sysdig.autoscaler.promql;

import java.math.BigInteger;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Numbers and durations as Prometheus reads them. A duration stands for its seconds, and every place that takes one takes
 * the other.
 */
final class NumberText {

    private static final String DIGITS = "[0-9](?:_?[0-9])*";
    private static final Pattern DECIMAL =
            Pattern.compile("(?:%1$s(?:\\.(?:%1$s)?)?|\\.%1$s)(?:[eE][+-]?%1$s)?".formatted(DIGITS));
    private static final Pattern OCTAL = Pattern.compile("0(?:_?[0-7])+");
    private static final Pattern SPECIAL = Pattern.compile("(?i)inf|nan");
    // Prometheus takes an "e" behind the first digit for an exponent and so refuses some plain numbers: 0xaee, 0xae_1.
    private static final Pattern HEXADECIMAL = Pattern.compile(
            "0[xX]_?[0-9a-fA-F](?:[eE](?![_eE]))?(?:[0-9a-dA-DfF][0-9a-fA-F]*)?(?:_[0-9a-dA-DfF][0-9a-fA-F]*)*");
    private static final Pattern HEXADECIMAL_EXPONENT = Pattern.compile("0[xX]_?[0-9a-fA-F][eE]");
    private static final Pattern DURATION = Pattern.compile(
            "(?:([0-9]+)y)?(?:([0-9]+)w)?(?:([0-9]+)d)?(?:([0-9]+)h)?" + "(?:([0-9]+)m)?(?:([0-9]+)s)?(?:([0-9]+)ms)?");
    /** Milliseconds of the groups of {@link #DURATION}. */
    private static final long[] UNITS = {31_536_000_000L, 604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1};

    private static final BigInteger LONGEST_MILLIS = BigInteger.valueOf(Long.MAX_VALUE / 1_000_000);

    private NumberText() {}

    /** The number, of a duration its seconds; empty if the text is neither or is out of range. */
    static OptionalDouble value(String text) {
        if (SPECIAL.matcher(text).matches()) {
            return OptionalDouble.of(text.equalsIgnoreCase("inf") ? Double.POSITIVE_INFINITY : Double.NaN);
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return integer(text.substring(2), 16);
        }
        if (OCTAL.matcher(text).matches() && integer(text, 8).isPresent()) {
            return integer(text, 8);
        }
        return DECIMAL.matcher(text).matches() ? decimal(text) : seconds(text);
    }

    /** Whether Prometheus refuses this valid number where the query ends with it, since it waits for an exponent. */
    static boolean isRefusedAtEnd(String text) {
        return HEXADECIMAL_EXPONENT.matcher(text).matches();
    }

    /** One spelling for one number, as far as case and base go. */
    static String canonical(String text) {
        return HEXADECIMAL.matcher(text).matches()
                ? String.valueOf(Long.parseLong(digits(text.substring(2)), 16))
                : text.toLowerCase(Locale.ROOT);
    }

    private static OptionalDouble integer(String text, int radix) {
        var number = new BigInteger(digits(text), radix);
        return number.bitLength() < Long.SIZE ? OptionalDouble.of((double) number.longValue()) : OptionalDouble.empty();
    }

    private static OptionalDouble decimal(String text) {
        double number = Double.parseDouble(digits(text));
        return Double.isInfinite(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    private static String digits(String text) {
        return text.replace("_", "");
    }

    private static OptionalDouble seconds(String text) {
        var parts = DURATION.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            return OptionalDouble.empty();
        }
        var millis = BigInteger.ZERO;
        for (int unit = 0; unit < UNITS.length; unit++) {
            var count = parts.group(unit + 1);
            if (count != null) {
                millis = millis.add(new BigInteger(count).multiply(BigInteger.valueOf(UNITS[unit])));
            }
        }
        return millis.compareTo(LONGEST_MILLIS) <= 0
                ? OptionalDouble.of(millis.longValue() / 1000.0)
                : OptionalDouble.empty();
    }
}

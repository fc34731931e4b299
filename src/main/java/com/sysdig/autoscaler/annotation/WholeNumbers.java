package com.sysdig.autoscaler.annotation;

import java.util.regex.Pattern;

/** Counts of replicas: decimal, no sign. */
final class WholeNumbers {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final int MAX_DIGITS = 9;
    /** The largest of so many digits; above anything that is meant. */
    private static final int MOST = 999_999_999;

    private WholeNumbers() {}

    static Reader<Integer> between(int least, int most) {
        return text -> read(text, least, Math.min(most, MOST));
    }

    private static Reading<Integer> read(String text, int least, int most) {
        var remedy = "write a whole number in " + least + "…" + most;
        if (!DIGITS.matcher(text).matches()) {
            return Reading.bad("is not a whole number", remedy);
        }
        if (text.length() > MAX_DIGITS) {
            return Reading.bad("is out of range", remedy);
        }
        var number = Integer.parseInt(text);
        return number < least || number > most ? Reading.bad("is out of range", remedy) : Reading.good(number);
    }
}

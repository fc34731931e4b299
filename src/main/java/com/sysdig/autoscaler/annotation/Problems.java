package com.sysdig.autoscaler.annotation;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong while reading goes on. For one parse, by one thread. */
final class Problems {
    private static final int SHOWN = 100;
    private static final int LONGEST_FAULT = 400;

    private final List<Problem> problems = new ArrayList<>();

    void add(String key, String value, String fault, String remedy) {
        problems.add(new Problem(shown(key), shown(value), oneLine(fault, LONGEST_FAULT), remedy));
    }

    void missing(String key, String fault, String remedy) {
        problems.add(new Problem(key, null, fault, remedy));
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    List<Problem> list() {
        return List.copyOf(problems);
    }

    /** On one line and not too long. */
    static String shown(String text) {
        return oneLine(text, SHOWN);
    }

    private static String oneLine(String text, int longest) {
        var cut = text.length() <= longest ? text : text.substring(0, longest) + "…";
        return cut.codePoints()
                .map(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE
                        ? '\uFFFD'
                        : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

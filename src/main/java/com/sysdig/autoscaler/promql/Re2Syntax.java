package com.sysdig.autoscaler.promql;

import java.util.Optional;

/** The regular expressions of Prometheus: RE2. */
final class Re2Syntax {

    private static final String SPECIAL = "\\.+*?()|[]{}^$";

    private Re2Syntax() {}

    /** A regular expression that matches this text alone. */
    static String quote(String text) {
        var quoted = new StringBuilder();
        text.chars().forEach(character -> {
            if (SPECIAL.indexOf(character) >= 0) {
                quoted.append('\\');
            }
            quoted.append((char) character);
        });
        return quoted.toString();
    }

    static Optional<String> problem(String regex) {
        return Optional.empty();
    }

    static boolean matchesEmpty(String regex) {
        return regex.isEmpty();
    }
}

package com.sysdig.autoscaler.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is wrong with the settings, one line each, and which keys exist. Used by one thread, at start. */
final class Problems {
    private static final int SHOWN = 80;

    private final List<String> lines = new ArrayList<>();
    private final Set<String> known = new LinkedHashSet<>();

    List<String> lines() {
        return List.copyOf(lines);
    }

    Set<String> known() {
        return Set.copyOf(known);
    }

    void know(String key) {
        known.add(key);
    }

    void wrong(String key, String fault, String example) {
        lines.add("%s (environment variable %s) %s; write for example %s=%s"
                .formatted(key, variable(key), fault, key, example));
    }

    void line(String line) {
        lines.add(line);
    }

    /** The environment variable that sets a key. */
    static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** A value that is no secret, fit for one line. */
    static String quoted(String value) {
        var clean = value.replaceAll("\\p{Cntrl}", " ");
        return '"' + (clean.length() <= SHOWN ? clean : clean.substring(0, SHOWN) + "...") + '"';
    }
}

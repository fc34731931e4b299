package com.sysdig.autoscaler.demo;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The demo's output; colours only on a terminal. */
final class Screen {

    private final PrintStream out;
    private final boolean coloured;
    private final InstantSource clock;
    /** When the table began; the demo's one thread. */
    private Instant start;

    Screen(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        start = clock.instant();
        coloured = Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent()
                && System.getenv("NO_COLOR") == null;
    }

    /** What is built and started before is not counted. */
    void beginTable(String header) {
        start = clock.instant();
        out.println();
        out.println(header);
    }

    Duration elapsed() {
        return Duration.between(start, clock.instant());
    }

    void headline(String text) {
        out.println();
        out.println(colour("1", text));
    }

    void line(String text) {
        out.println(text);
    }

    void row(Row row) {
        out.println(row.happened().isEmpty() ? row.text() : colour("36", row.text()));
    }

    void success(String text) {
        out.println(colour("32", text));
    }

    void failure(String text) {
        out.println(colour("31", text));
    }

    private String colour(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}

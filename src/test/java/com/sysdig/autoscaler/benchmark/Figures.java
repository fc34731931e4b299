package com.sysdig.autoscaler.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Collects what is measured, and tells it at once. Of the benchmark's one thread. */
final class Figures {

    private final PrintStream out;
    private final InstantSource clock = InstantSource.system();
    private final Instant start = clock.instant();
    private final List<Figure> all = new ArrayList<>();
    private final Map<String, Latencies> runs = new LinkedHashMap<>();
    private String part = "";

    Figures(PrintStream out) {
        this.out = out;
    }

    void begin(String name) {
        part = name;
        out.printf("%n[%3d s] %s%n", elapsed().toSeconds(), name);
    }

    void progress(String text) {
        out.printf("[%3d s]   %s%n", elapsed().toSeconds(), text);
    }

    void add(String what, double value, String unit) {
        add(what, value, unit, "");
    }

    void add(String what, double value, String unit, String goal) {
        var figure = new Figure(part, what, value, unit, goal);
        all.add(figure);
        progress(line(figure).strip());
    }

    /** In milliseconds. */
    void add(String what, Latencies latencies, String goalOfP99) {
        if (latencies.any()) {
            runs.put(what, latencies);
        }
        add(what + " p50", latencies.millis(50), "ms");
        add(what + " p99", latencies.millis(99), "ms", goalOfP99);
        add(what + " p99.9", latencies.millis(99.9), "ms");
        add(what + " max", latencies.millis(100), "ms");
        if (latencies.failed() > 0) {
            add(what + " failed", latencies.failed(), "requests");
        }
    }

    Duration elapsed() {
        return Duration.between(start, clock.instant());
    }

    void table() {
        var shown = "";
        out.println();
        for (var figure : all) {
            if (!figure.part().equals(shown)) {
                shown = figure.part();
                out.printf("%n%s%n", shown);
            }
            out.println(line(figure));
        }
        out.println();
    }

    /** {@code figures.json} with what it was measured on, and where requests were sent {@code latencies.png}. */
    void write(Path folder, Map<String, Object> circumstances) {
        var content = new TreeMap<>(circumstances);
        content.put("seconds", elapsed().toSeconds());
        content.put("figures", all);
        try {
            Files.createDirectories(folder);
            new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(folder.resolve("figures.json").toFile(), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!runs.isEmpty()) {
            LatencyChart.draw(folder.resolve("latencies.png"), runs);
        }
        out.println("Also in " + folder);
    }

    private static String line(Figure figure) {
        var text = String.format(Locale.ROOT, "  %-62s %,12.2f %-14s", figure.what(), figure.value(), figure.unit());
        return (figure.goal().isEmpty() ? text : text + " goal " + figure.goal()).stripTrailing();
    }
}

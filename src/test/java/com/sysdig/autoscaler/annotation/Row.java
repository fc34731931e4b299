package com.sysdig.autoscaler.annotation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A line of {@code good.txt} or {@code bad.txt}; the files tell how to read it. */
public record Row(String name, Map<String, String> annotations, List<String> expected) {
    private static final Pattern REPEATED = Pattern.compile("<([0-9]+) (.)>");

    public static Stream<Row> of(String file) {
        try (var in = Row.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Row::parse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> base() {
        var base = new HashMap<String, String>();
        base.put("sysdig.com/scale-metric", "sysdig_container_cpu_cores_used");
        base.put("sysdig.com/scale-target", "100");
        base.put("sysdig.com/scale-max-replicas", "10");
        return base;
    }

    private static Row parse(String line) {
        var cells =
                Stream.of(line.split("(?<= )::(?= |$)", -1)).map(String::strip).toList();
        var annotations = base();
        Stream.of(cells.get(1).split(";")).filter(cell -> !cell.isBlank()).forEach(cell -> apply(cell, annotations));
        return new Row(cells.get(0), annotations, cells.subList(2, cells.size()));
    }

    private static void apply(String cell, Map<String, String> annotations) {
        if (cell.strip().startsWith("-")) {
            annotations.remove("sysdig.com/scale-" + cell.strip().substring(1));
        } else {
            var at = cell.indexOf('=');
            annotations.put("sysdig.com/scale-" + cell.substring(0, at).strip(), expanded(cell.substring(at + 1)));
        }
    }

    private static String expanded(String value) {
        return REPEATED.matcher(value.replace("<nl>", "\n").replace("<sc>", ";"))
                .replaceAll(match -> match.group(2).repeat(Integer.parseInt(match.group(1))));
    }

    @Override
    public String toString() {
        return name;
    }
}

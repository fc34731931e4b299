package com.sysdig.autoscaler.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.Main;

/** The classes {@code …HotPath} under JMH, in processes of their own. */
final class HotPaths {

    private final Figures figures;

    HotPaths(Figures figures) {
        this.figures = figures;
    }

    void measure() {
        var result = Path.of("target", "benchmark", "hot-paths.json").toAbsolutePath();
        try {
            Files.createDirectories(result.getParent());
            run(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    classPath(),
                    Main.class.getName(),
                    System.getProperty("benchmark.hot-paths", "HotPath"),
                    "-bm",
                    "avgt",
                    "-tu",
                    "us",
                    "-f",
                    "1",
                    "-wi",
                    "2",
                    "-w",
                    "1",
                    "-i",
                    "4",
                    "-r",
                    "1",
                    "-prof",
                    "gc",
                    "-jvmArgs",
                    "-Xmx1g",
                    "-v",
                    "SILENT",
                    "-rf",
                    "json",
                    "-rff",
                    result.toString()));
            new ObjectMapper().readTree(result.toFile()).forEach(this::tell);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell(JsonNode run) {
        var name = run.path("benchmark").asText().replaceFirst(".*\\.", "");
        var parameters = run.path("params").isMissingNode()
                ? ""
                : " " + run.path("params").toString().replaceAll("[{}\"]", "");
        figures.add(name + parameters, run.path("primaryMetric").path("score").asDouble(), "us");
        figures.add(
                name + parameters + ", allocated",
                run.path("secondaryMetrics")
                        .path("gc.alloc.rate.norm")
                        .path("score")
                        .asDouble(),
                "B");
    }

    private static void run(List<String> command) throws IOException {
        int code =
                new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue();
        if (code != 0) {
            throw new IllegalStateException("JMH ended with " + code);
        }
    }

    /** Inside Maven the JVM's own class path has Maven only. */
    private static String classPath() {
        return HotPaths.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(":"))
                : System.getProperty("java.class.path");
    }
}

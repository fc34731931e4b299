package com.sysdig.autoscaler.benchmark;

import com.sysdig.autoscaler.testbed.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** How long one waits for a command that has little to do. */
final class CommandLine {
    private static final int RUNS = 10;
    private static final String MANIFEST = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              namespace: shop
              annotations:
                sysdig.com/scale-metric: benchmark_load
                sysdig.com/scale-target: "100"
                sysdig.com/scale-target-type: AverageValue
                sysdig.com/scale-max-replicas: "10"
            """;

    private final Figures figures;

    CommandLine(Figures figures) {
        this.figures = figures;
    }

    void measure() {
        try {
            var file = Files.createTempFile("web", ".yaml");
            Files.writeString(file, MANIFEST);
            median("--version");
            median("check", file.toString());
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void median(String... arguments) {
        var seconds = IntStream.range(0, RUNS)
                .mapToDouble(_ -> seconds(List.of(arguments)))
                .sorted()
                .toArray();
        figures.add(
                "command line: " + arguments[0] + ", median of " + RUNS + " runs",
                (seconds[RUNS / 2 - 1] + seconds[RUNS / 2]) / 2,
                "s",
                "0.1 native");
    }

    private static double seconds(List<String> arguments) {
        var command = new ArrayList<>(Product.command());
        command.addAll(arguments);
        long start = System.nanoTime();
        try {
            int status = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join()
                    .exitValue();
            if (status != 0) {
                throw new IllegalStateException(command + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}

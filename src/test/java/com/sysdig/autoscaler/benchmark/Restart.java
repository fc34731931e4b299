package com.sysdig.autoscaler.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;

/** A start amid everything that is to be looked after, where all is as it should be. */
final class Restart {

    private final Stage stage;
    private final Figures figures;

    Restart(Stage stage, Figures figures) {
        this.stage = stage;
        this.figures = figures;
    }

    void measure(Fleet fleet) {
        var product = stage.product();
        long before = writes();
        figures.add("start to ready", stage.restart().toMillis() / 1000.0, "s");
        var use = new ProcessUse(product.pid());
        Stage.until(
                "everything was reconciled",
                Duration.ofMillis(100),
                () -> Stage.meter(
                                product, "sysdig_autoscaler_reconciliation_seconds_count\\{kind=\"deployment\"[^}]*\\}")
                        >= fleet.size());
        figures.add("processor time until everything was looked at", use.cpuSeconds(), "s");
        figures.add("writes of HPAs meanwhile", (double) (writes() - before), "requests", "0");
        figures.add("peak of resident memory", use.peakMib(), "MiB");
    }

    /** As the API server has audited them. */
    private long writes() {
        return stage.testbed()
                .controlPlane()
                .audit()
                .map(file -> {
                    try (var lines = Files.lines(file)) {
                        return lines.filter(line -> line.contains("\"resource\":\"horizontalpodautoscalers\""))
                                .filter(line -> line.matches(".*\"verb\":\"(create|patch|update|delete)\".*"))
                                .count();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orElse(0L);
    }
}

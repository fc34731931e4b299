package com.sysdig.autoscaler.benchmark;

import com.sysdig.autoscaler.benchmark.Parameters.Part;
import com.sysdig.autoscaler.testbed.Product;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Measures the product part by part, then shows all figures as a table and writes them to {@code target/benchmark}. Exit
 * code 0 whatever the figures are; 1 where something did not work at all.
 */
public final class Benchmark {

    private static final Path RESULTS = Path.of("target", "benchmark").toAbsolutePath();

    private final Parameters parameters = Parameters.ofSystem();
    private final Figures figures = new Figures(System.out);
    private final FlameGraphs flameGraphs = new FlameGraphs(RESULTS);
    private final Stage stage = Stage.of(parameters, flameGraphs);
    private Optional<Fleet> fleet = Optional.empty();

    private Benchmark() {}

    public static void main(String[] args) {
        System.exit(new Benchmark().run());
    }

    private int run() {
        try {
            measure();
            figures.table();
            figures.write(RESULTS, circumstances());
            if (parameters.flameGraphs()) {
                stage.stop();
                flameGraphs.draw();
            }
            return 0;
        } catch (RuntimeException e) {
            figures.table();
            e.printStackTrace(System.out);
            System.out.println(stage.testbed().logs());
            return 1;
        }
    }

    private void measure() {
        if (!parameters.only().equals(Set.of(Part.HOT_PATHS))) {
            onCluster();
        }
        if (parameters.includes(Part.HOT_PATHS)) {
            figures.begin("hot paths");
            new HotPaths(figures).measure();
        }
    }

    private void onCluster() {
        figures.begin("test cluster");
        stage.testbed().prepare();
        stage.testbed().sysdig();
        stage.testbed().kubernetes();
        var reaction = new Reaction(stage, figures);
        if (parameters.includes(Part.REACTION)) {
            reaction.prepare();
        }
        if (parameters.includes(Part.MEMORY)) {
            figures.begin("nothing to do");
            new Idle(stage, figures).measure(stage.product(), parameters.unrelated());
        }
        if (parameters.includes(Part.REACTION)) {
            figures.begin("from a number to spec.replicas");
            reaction.measure(stage.product());
        }
        if (parameters.includes(Part.WORKLOADS)) {
            figures.begin(parameters.workloads() + " workloads");
            fleet = Optional.of(new Growth(stage, figures, parameters).measure());
        }
        if (parameters.includes(Part.READS)) {
            figures.begin("reads of " + parameters.workloads() + " workloads' metrics");
            new Reads(stage, figures, parameters).measure(fleet(), stage.product());
        }
        if (parameters.includes(Part.WEBHOOK)) {
            figures.begin("webhook");
            new Webhook(stage, figures).measure(stage.product(), parameters.length());
        }
        if (parameters.includes(Part.START)) {
            figures.begin("start with " + parameters.workloads() + " workloads");
            new Restart(stage, figures).measure(fleet());
            new CommandLine(figures).measure();
        }
    }

    /** On one metric, each with its autoscaler. */
    private Fleet fleet() {
        if (fleet.isEmpty()) {
            figures.progress("creating workloads");
            var made = new Fleet(stage.api(), stage.testbed().exactNamespace("shop"), parameters.workloads());
            made.publish(stage.testbed().exporter(), 1);
            stage.product();
            made.create(1);
            Stage.until("all HPAs", Duration.ofMillis(200), () -> made.hpas() == made.size());
            figures.progress("waiting for their numbers");
            Stage.pause(Stage.INGESTION_DELAY.plus(Stage.POLL_INTERVAL.multipliedBy(2)));
            fleet = Optional.of(made);
        }
        return fleet.get();
    }

    private Map<String, Object> circumstances() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        var all = new TreeMap<String, Object>();
        all.put("parameters", parameters.toString());
        all.put("cores", system.getAvailableProcessors());
        all.put("loadAverageAtEnd", system.getSystemLoadAverage());
        all.put("java", Runtime.version().toString());
        all.put("product", String.join(" ", Product.command()));
        return all;
    }
}

package com.sysdig.autoscaler.benchmark;

import com.sysdig.autoscaler.testbed.Product;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Many workloads: how fast they get their autoscalers, and what they cost when all have them. */
final class Growth {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** Two poll intervals, for the smallest steps. */
    private static final Duration HALF_A_MINUTE = MINUTE.dividedBy(2);

    private static final int MANY = 1_000;
    private static final List<Integer> STEPS = List.of(1, 100, MANY);
    /** New questions are asked at once, beside the regular turns that are counted. */
    private static final Duration UNTIL_ASKED = Duration.ofSeconds(8);

    private final Stage stage;
    private final Figures figures;
    private final Parameters parameters;
    private final Api api;

    Growth(Stage stage, Figures figures, Parameters parameters) {
        this.stage = stage;
        this.figures = figures;
        this.parameters = parameters;
        this.api = stage.api();
    }

    /** All of it on one metric when this returns. */
    Fleet measure() {
        stage.stop();
        double plain = plainCreates();
        var fleet = new Fleet(api, stage.testbed().exactNamespace("shop"), parameters.workloads());
        fleet.publish(stage.testbed().exporter(), parameters.questions());
        long start = System.nanoTime();
        fleet.create(parameters.questions());
        figures.add("creates of annotated Deployments, product stopped", perSecond(fleet.size(), start), "/s");

        long launched = System.nanoTime();
        var arrivals = CompletableFuture.supplyAsync(() -> arrivals(fleet));
        var product = stage.product();
        double rate = arrivals.join();
        figures.add("from the start of the product to all HPAs", seconds(launched), "s");
        figures.add("HPAs that the product writes meanwhile", rate, "/s");
        figures.add("HPAs that it writes to plain creates", 100 * rate / plain, "%", "80");
        settle();
        minute(
                fleet.size() + " workloads on " + parameters.questions() + " metrics",
                4.0 * parameters.questions(),
                product,
                MINUTE);
        figures.progress("taking the annotations away");
        fleet.strip();
        Stage.until("no HPA", Duration.ofMillis(200), () -> fleet.hpas() == 0);
        onOneMetric(fleet, product, plain);
        return fleet;
    }

    private void onOneMetric(Fleet fleet, Product product, double plain) {
        int annotated = 0;
        for (int size : STEPS.stream().filter(step -> step < fleet.size()).toList()) {
            fleet.annotate(annotated, size);
            annotated = size;
            settle();
            minute(size + " workloads on one metric", 4, product, size < MANY ? HALF_A_MINUTE : MINUTE);
            if (size >= MANY) {
                memory(size, product);
            }
        }
        long start = System.nanoTime();
        fleet.annotate(annotated, fleet.size());
        Stage.until("all HPAs", Duration.ofMillis(50), () -> fleet.hpas() == fleet.size());
        double rate = perSecond(fleet.size() - annotated, start);
        figures.add("from annotating " + (fleet.size() - annotated) + " Deployments to all HPAs", seconds(start), "s");
        figures.add("annotated Deployments with HPAs to plain creates", 100 * rate / plain, "%", "80");
        settle();
        minute(fleet.size() + " workloads on one metric", 4, product, MINUTE);
        memory(fleet.size(), product);
    }

    private void memory(int workloads, Product product) {
        var use = new ProcessUse(product.pid());
        use.collectGarbage();
        figures.add(ProcessUse.RESIDENT + ": " + workloads + " workloads", use.residentMib(), "MiB", "250 native");
        figures.add("of it without pages of files", use.anonymousMib(), "MiB");
        figures.add("peak of resident memory", use.peakMib(), "MiB");
    }

    /** What the API server takes of somebody who does nothing else. */
    private double plainCreates() {
        var namespace = stage.testbed().exactNamespace("plain");
        var path = Fleet.hpasPath(namespace);
        var sample = new Fleet(api, namespace, parameters.workloads());
        double rate = rate("plain creates of HPAs, product stopped", i -> api.post(path, sample.hpa(i)));
        api.send(api.delete(path));
        rate("plain server-side applies of new HPAs", i -> api.apply(path + "/" + sample.name(i), sample.hpa(i)));
        api.send(api.delete(path));
        return rate;
    }

    private double rate(String what, IntFunction<HttpRequest> request) {
        long start = System.nanoTime();
        Api.forEach(parameters.workloads(), i -> api.send(request.apply(i)));
        double rate = perSecond(parameters.workloads(), start);
        figures.add(what, rate, "/s");
        return rate;
    }

    /** Until all are there; how many a second came from the first to the last. */
    private static double arrivals(Fleet fleet) {
        Stage.until("the first HPA", Duration.ofMillis(20), () -> fleet.hpas() > 0);
        long start = System.nanoTime();
        long first = fleet.hpas();
        Stage.until("all HPAs", Duration.ofMillis(100), () -> fleet.hpas() == fleet.size());
        return perSecond(fleet.size() - first, start);
    }

    private void settle() {
        Stage.pause(UNTIL_ASKED);
    }

    /** What a minute of nothing but reading costs, told from a length of it. */
    private void minute(String what, double goal, Product product, Duration length) {
        double lengths = MINUTE.toMillis() / (double) length.toMillis();
        var sysdig = stage.testbed().sysdig();
        var use = new ProcessUse(product.pid());
        sysdig.resetCount();
        double cpu = use.cpuSeconds();
        double reads = reads(product);
        Stage.pause(length);
        figures.add("Sysdig queries: " + what, lengths * sysdig.queries().size(), "/min", Double.toString(goal));
        figures.add("processor time: " + what, lengths * (use.cpuSeconds() - cpu), "s/min");
        figures.add("reads of the HPA controller: " + what, lengths * (reads(product) - reads), "/min");
    }

    private static double reads(Product product) {
        return Stage.meter(product, "sysdig_autoscaler_metric_reads_total\\{[^}]*\\}");
    }

    private static double perSecond(long count, long startNanos) {
        return count / seconds(startNanos);
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}

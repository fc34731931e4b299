package com.sysdig.autoscaler.demo;

import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import java.time.Duration;
import java.time.InstantSource;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * A Deployment follows its load up and down, on a real control plane, by a number that a real PromQL engine computed.
 *
 * <p>Exit code 0 when the replicas followed; 1 with the failed step and the last log lines when they did not.
 * {@code -Ddemo.keep=true} leaves everything running until Ctrl-C.
 */
public final class Demo {

    private static final int TARGET = 100;
    /** With each step; a slow machine may need more. */
    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("demo.patience", 60));

    private final Screen screen = new Screen(System.out, InstantSource.system());
    private final Testbed testbed = Testbed.shared();
    /** For the message about a failure. */
    private String step = "start";
    /** Set by Ctrl-C, whose cleaning up is no failure of a step. */
    private volatile boolean stopped;

    private Demo() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopped = true, "demo-stopped"));
    }

    public static void main(String[] args) {
        System.exit(new Demo().run());
    }

    private int run() {
        try {
            play();
            return 0;
        } catch (RuntimeException e) {
            if (!stopped) {
                screen.failure("%nFAILED: %s%n%s".formatted(step, e.getMessage()));
                screen.line(testbed.logs());
            }
            return 1;
        }
    }

    private void play() {
        begin("Building what is missing");
        testbed.prepare();
        begin("Starting etcd, API server, controller manager, scheduler, kwok, Prometheus and Sysdig's stand-in");
        startParts();
        var workload = workload();
        workload.create(testbed.kubernetes());
        var traffic = new Traffic(workload, testbed.kubernetes(), testbed.exporter(), 90);
        traffic.begin();
        begin("Starting the packaged product");
        testbed.product();
        begin("Deployment shop/web asks for one pod per %d requests/s".formatted(TARGET));
        new TreeMap<>(workload.annotations()).forEach((key, value) -> screen.line("    " + key + ": " + value));
        var watch = new Watch(workload, TARGET, testbed.kubernetes(), traffic, screen);
        scale(watch, traffic);
        if (Boolean.getBoolean("demo.keep")) {
            keep(workload, watch);
        }
    }

    private void startParts() {
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(testbed::sysdig),
                        CompletableFuture.runAsync(() -> testbed.controlPlane().readyPods()))
                .join();
    }

    private Workload workload() {
        return Workload.deployment(testbed.exactNamespace("shop"), "web")
                .with("scale-metric", Traffic.METRIC)
                .with("scale-target", Integer.toString(TARGET))
                .with("scale-window", "30s")
                .with("scale-max-replicas", "10")
                .with("scale-down-stabilization", "0s");
    }

    private void scale(Watch watch, Traffic traffic) {
        testbed.sysdig().resetCount();
        screen.beginTable(Row.HEADER);
        step = "the HPA is generated and fed";
        watch.until(step, PATIENCE, (reading, replicas) -> reading instanceof Reading.Value && replicas.settledAt(1));
        traffic.become(580);
        step = "580 requests/s make 6 pods";
        watch.until(step, PATIENCE, (_, replicas) -> replicas.settledAt(6));
        traffic.become(150);
        step = "150 requests/s make 2 pods";
        watch.until(step, PATIENCE, (_, replicas) -> replicas.settledAt(2));
        screen.success("%nThe replicas followed: 1 -> 6 -> 2, in %d s, with %d queries to Sysdig."
                .formatted(
                        screen.elapsed().toSeconds(), testbed.sysdig().queries().size()));
    }

    private void begin(String what) {
        step = what;
        screen.headline(what);
    }

    private void keep(Workload workload, Watch watch) {
        var kubectl = "kubectl --kubeconfig " + testbed.controlPlane().admin().file() + " -n " + workload.namespace();
        var path =
                Reading.hpa(workload, testbed.kubernetes()).map(Reading::path).orElseThrow();
        screen.headline("It keeps running until Ctrl-C. Try:");
        screen.line("  " + kubectl + " get hpa,deployment,pods");
        screen.line("  " + kubectl + " describe hpa web");
        screen.line("  " + kubectl + " get --raw '" + path + "'");
        screen.line("  " + kubectl + " annotate deployment web --overwrite sysdig.com/scale-target=25");
        screen.line("  " + kubectl + " annotate deployment web --overwrite sysdig.com/scale-metric=no_such_metric");
        watch.until("Ctrl-C", Duration.ofDays(1), (_, _) -> false);
    }
}

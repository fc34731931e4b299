package com.sysdig.autoscaler.benchmark;

import com.sysdig.autoscaler.testbed.Product;
import java.time.Duration;

/** Memory and processor of a product that has no workload to care for, and of one amid much that is not its business. */
final class Idle {

    private final Stage stage;
    private final Figures figures;

    Idle(Stage stage, Figures figures) {
        this.stage = stage;
        this.figures = figures;
    }

    void measure(Product product, int unrelated) {
        var use = new ProcessUse(product.pid());
        Stage.pause(Duration.ofSeconds(10));
        use.collectGarbage();
        double before = use.residentMib();
        figures.add(ProcessUse.RESIDENT, before, "MiB", "64 native");
        figures.add("of it without pages of files", use.anonymousMib(), "MiB");
        figures.add("peak of resident memory", use.peakMib(), "MiB");
        figures.progress("creating unrelated Pods, Secrets and ConfigMaps");
        create(stage.testbed().exactNamespace("unrelated"), unrelated);
        double busy = use.cpuSeconds();
        Stage.pause(Duration.ofSeconds(20));
        figures.add("processor time", 3 * (use.cpuSeconds() - busy), "s/min");
        use.collectGarbage();
        figures.add(
                "more resident memory with " + unrelated + " unrelated objects",
                use.residentMib() - before,
                "MiB",
                "0");
    }

    private void create(String namespace, int count) {
        var api = stage.api();
        var path = "/api/v1/namespaces/" + namespace;
        Api.forEach(
                count,
                i -> api.send(
                        switch (i % 3) {
                            case 0 -> api.post(path + "/pods", """
                            {"metadata":{"name":"pod-%d"},"spec":{"automountServiceAccountToken":false,
                             "containers":[{"name":"web","image":"registry.k8s.io/pause:3.10"}]}}""".formatted(i));
                            case 1 -> api.post(path + "/secrets", """
                            {"metadata":{"name":"secret-%d"},"stringData":{"key":"%s"}}""".formatted(i, "s".repeat(1000)));
                            default -> api.post(path + "/configmaps", """
                            {"metadata":{"name":"map-%d"},"data":{"key":"%s"}}""".formatted(i, "c".repeat(1000)));
                        }));
    }
}

package com.sysdig.autoscaler.benchmark;

import com.sysdig.autoscaler.testbed.Asked;
import com.sysdig.autoscaler.testbed.Product;
import com.sysdig.autoscaler.testbed.Workload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Numbers that change all at once, and what the way of each to {@code spec.replicas} is made of. */
final class Reaction {

    private static final String NAMESPACE = "reaction";
    private static final int WORKLOADS = 10;
    private static final int BEFORE = 10;
    private static final int AFTER = 47;
    private static final Pattern SAMPLE = Pattern.compile("\\[([0-9.]+),\"" + AFTER + "\"\\]");

    /** When it happened, of one workload. */
    private record Way(Instant changed, Instant sampled, Instant asked, Instant served, Instant scaled) {
        /** Sysdig is asked for whole seconds. */
        Instant visible() {
            return visible(sampled);
        }

        static Instant visible(Instant sampled) {
            return sampled.plus(Stage.INGESTION_DELAY).plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
        }
    }

    private final Stage stage;
    private final Figures figures;
    private final InstantSource clock = InstantSource.system();

    Reaction(Stage stage, Figures figures) {
        this.stage = stage;
        this.figures = figures;
    }

    /** Early, so that there are samples as old as the ingestion delay when it is measured. */
    void prepare() {
        workloads().forEach(workload -> publish(workload, BEFORE));
    }

    void measure(Product product) {
        var namespace = stage.testbed().exactNamespace(NAMESPACE);
        var workloads = workloads();
        workloads.forEach(workload -> workload.create(stage.testbed().kubernetes()));
        var direct = stage.api().at(product.https());
        Stage.until(
                "first numbers",
                Duration.ofMillis(500),
                () -> workloads.stream().allMatch(workload -> answers(direct, workload, BEFORE)));
        Stage.pause(Stage.POLL_INTERVAL);
        stage.testbed().sysdig().resetCount();
        var changed = clock.instant();
        workloads.forEach(workload -> publish(workload, AFTER));
        tell(ways(workloads, direct, changed));
        workloads.forEach(workload -> stage.testbed().exporter().remove(metric(workload), series(workload)));
        stage.api().send(stage.api().delete("/apis/apps/v1/namespaces/" + namespace + "/deployments"));
    }

    private List<Way> ways(List<Workload> workloads, Api direct, Instant changed) {
        var served = new HashMap<String, Instant>();
        var scaled = new HashMap<String, Instant>();
        Stage.until("all have scaled", Duration.ofMillis(20), () -> {
            for (var workload : workloads) {
                if (!served.containsKey(workload.name()) && answers(direct, workload, AFTER)) {
                    served.put(workload.name(), clock.instant());
                }
                if (served.containsKey(workload.name())
                        && !scaled.containsKey(workload.name())
                        && workload.wantedReplicas(stage.testbed().kubernetes()) > 1) {
                    scaled.put(workload.name(), clock.instant());
                }
            }
            return scaled.size() == workloads.size();
        });
        return workloads.stream()
                .map(workload -> {
                    var sampled = sampled(workload);
                    return new Way(
                            changed,
                            sampled,
                            asked(workload, Way.visible(sampled)),
                            served.get(workload.name()),
                            scaled.get(workload.name()));
                })
                .toList();
    }

    private void tell(List<Way> ways) {
        add(ways, "from change to sample in Sysdig (its interval)", way -> seconds(way.changed(), way.sampled()), "");
        add(ways, "ingestion delay that is waited for", way -> seconds(way.sampled(), way.visible()), "");
        add(ways, "until asked (our poll interval)", way -> seconds(way.visible(), way.asked()), "");
        add(ways, "from asked to served", way -> seconds(way.asked(), way.served()), "0.1");
        add(ways, "from served to spec.replicas (HPA period)", way -> seconds(way.served(), way.scaled()), "");
        add(ways, "all of it", way -> seconds(way.changed(), way.scaled()), "");
        add(ways, "our share", way -> seconds(way.visible(), way.served()), "15.1");
    }

    private void add(List<Way> ways, String what, ToDoubleFunction<Way> share, String goal) {
        var all = ways.stream().mapToDouble(share).summaryStatistics();
        figures.add(what + ", mean", all.getAverage(), "s");
        figures.add(what + ", longest", all.getMax(), "s", goal);
    }

    private Instant sampled(Workload workload) {
        var samples = SAMPLE.matcher(stage.testbed().prometheus().query(metric(workload) + "[5m]"));
        if (!samples.find()) {
            throw new IllegalStateException("no sample of " + workload.name());
        }
        return Instant.ofEpochMilli(Math.round(Double.parseDouble(samples.group(1)) * 1000));
    }

    /** The first time that the sample could be seen. */
    private Instant asked(Workload workload, Instant visible) {
        return stage.testbed().sysdig().queries().stream()
                .filter(asked -> asked.query().contains(metric(workload)))
                .map(Asked::at)
                .filter(at -> !at.isBefore(visible))
                .findFirst()
                .orElseThrow();
    }

    private boolean answers(Api direct, Workload workload, int value) {
        var path =
                "/apis/external.metrics.k8s.io/v1beta1/namespaces/%s/%s?labelSelector=sysdig.com%%2Fkind%%3Ddeployment%%2Csysdig.com%%2Fmetric%%3Ddefault%%2Csysdig.com%%2Fworkload%%3D%s"
                        .formatted(workload.namespace(), metric(workload), workload.name());
        try {
            return direct.send(direct.get(path)).contains("\"value\":\"" + value + "\"");
        } catch (IllegalStateException _) {
            return false;
        }
    }

    private void publish(Workload workload, int value) {
        stage.testbed().exporter().set(metric(workload), series(workload), value);
    }

    private static Map<String, String> series(Workload workload) {
        var labels = new HashMap<>(workload.series());
        labels.put("kube_pod_name", workload.name() + "-a");
        return labels;
    }

    private static String metric(Workload workload) {
        return "benchmark_reaction_" + workload.name();
    }

    private static List<Workload> workloads() {
        return IntStream.range(0, WORKLOADS).mapToObj(Reaction::workload).toList();
    }

    private static Workload workload(int i) {
        var workload = Workload.deployment(NAMESPACE, Character.toString('a' + i));
        return workload.with("scale-metric", metric(workload))
                .with("scale-function", "last")
                .with("scale-window", "30s")
                .with("scale-target", "10")
                .with("scale-max-replicas", "20");
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / (double) TimeUnit.SECONDS.toNanos(1);
    }
}

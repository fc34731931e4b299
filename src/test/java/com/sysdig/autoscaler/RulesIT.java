package com.sysdig.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Exporter;
import com.sysdig.autoscaler.testbed.Fault;
import com.sysdig.autoscaler.testbed.Impatient;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What Kubernetes' own controller makes of the annotations beside metric and target: one course of loads for a workload of
 * each; and of queries under the setting that bounds them.
 */
class RulesIT {
    private static final Testbed BED = Testbed.shared();
    private static final String LOAD = "rules_load";
    private static final String OTHER = "rules_other";
    /** A second metric that asks for less all the time, so that nothing may depend on it. */
    private static final String CALM = "rules_calm";

    private static final String QUEUE = "rules_queue";

    private final String namespace = BED.namespace("rules");
    private final Workload emptyIsZero = calm(loaded("empty-is-zero").with("scale-on-empty", "zero"));
    private final Workload paused = calm(loaded("paused").with("scale-paused", "true"));
    private final Workload pausedUp = loaded("paused-up").with("scale-paused", "up");
    private final Workload pausedDown = loaded("paused-down").with("scale-paused", "down");
    private final Workload partlyBlind = loaded("partly-blind")
            .with("scale-metric.other", OTHER)
            .with("scale-function.other", "last")
            .with("scale-window.other", "30s")
            .with("scale-target.other", "10");
    private final Workload toZero = bounded("to-zero")
            .with("scale-query", "sum(" + LOAD + "{kube_workload_name=\"$workload\"})")
            .with("scale-target", "10")
            .with("scale-query.calm", "sum(" + CALM + "{kube_workload_name=\"$workload\"})")
            .with("scale-target.calm", "10")
            .with("scale-min-replicas", "0");
    private final List<Workload> all = List.of(emptyIsZero, paused, pausedUp, pausedDown, partlyBlind, toZero);

    @BeforeEach
    void startsTheProduct() {
        BED.product(Map.of("autoscaler.scale-to-zero", "true"));
    }

    @AfterEach
    void heals() {
        BED.sysdig().heal();
        BED.kubernetes().namespaces().withName(namespace).delete();
    }

    @AfterAll
    static void restoresTheProduct() {
        BED.product().restart();
    }

    @Test
    void eachWorkloadFollowsOneCourseOfLoadsAsFarAsItsAnnotationsLetIt() {
        publish(OTHER, partlyBlind, 5);
        publish(CALM, emptyIsZero, 2);
        publish(CALM, paused, 2);
        publish(CALM, toZero, 0);
        load(45);
        all.forEach(workload -> workload.create(BED.kubernetes()));
        awaitSizes(45, Map.of());

        BED.sysdig().fail(new Fault.When(query -> query.contains(OTHER), new Fault.Status(503, "")));
        BED.sysdig().resetCount();
        await("one of two metrics is missing")
                .atMost(Duration.ofSeconds(90))
                .until(() -> BED.sysdig().queries().stream()
                        .anyMatch(asked -> asked.query().contains(OTHER)));
        load(90);
        awaitSizes(90, Map.of(emptyIsZero, 9, pausedDown, 9, partlyBlind, 9, toZero, 9));

        load(15);
        awaitSizes(15, Map.of(emptyIsZero, 2, pausedUp, 2, pausedDown, 9, partlyBlind, 9, toZero, 2));

        BED.sysdig().heal();
        BED.exporter().remove(LOAD, series(emptyIsZero));
        publish(LOAD, toZero, 0);
        paused.with("scale-paused", "false").annotate(BED.kubernetes());
        awaitSizes(
                Map.of(emptyIsZero, 1, paused, 2, pausedUp, 2, pausedDown, 9, partlyBlind, 2, toZero, least(toZero)));

        publish(LOAD, toZero, 25);
        awaitSizes(Map.of(toZero, 3));
    }

    @Test
    void queriesReadTheirOwnNamespaceUnlessTheSettingLetsThemReadAll() {
        queue(namespace, 30);
        queue(BED.namespace("neighbour"), 5_000);
        var web = bounded("web").with("scale-query", "sum(" + QUEUE + ")").with("scale-target", "10");
        web.create(BED.kubernetes());

        awaitSizes(Map.of(web, 3));
        await("its own is read")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(servedTo(web)).contains("\"value\":\"30\""));

        BED.product(Map.of("autoscaler.raw-queries", "allowed"));
        // Both have a namesake in another cluster, which is a thousand million larger.
        var all = 2 * 1_000_000_000L + 2 * (30 + 5_000);
        await("all is read")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(servedTo(web)).contains("\"value\":\"" + all + "\""));
    }

    private static void queue(String namespace, double depth) {
        BED.exporter()
                .set(
                        QUEUE,
                        Map.of("kube_cluster_name", Exporter.CLUSTER, "kube_namespace_name", namespace, "queue", "in"),
                        depth);
    }

    /** The answer that its autoscaler gets. */
    private static String servedTo(Workload workload) {
        try (var impatient = new Impatient(BED.kubernetes())) {
            return impatient.get("/apis/external.metrics.k8s.io/v1beta1/namespaces/" + workload.namespace()
                    + "/query-default?labelSelector=sysdig.com%2Fkind%3Ddeployment%2Csysdig.com%2Fmetric%3Ddefault"
                    + "%2Csysdig.com%2Fworkload%3D" + workload.name());
        }
    }

    /** Kubernetes older than 1.37 does not scale to zero. */
    private static int least(Workload workload) {
        return workload.hpa(BED.kubernetes()).orElseThrow().getSpec().getMinReplicas();
    }

    private Workload loaded(String name) {
        return bounded(name)
                .with("scale-metric", LOAD)
                .with("scale-function", "last")
                .with("scale-window", "30s")
                .with("scale-target", "10");
    }

    private static Workload calm(Workload workload) {
        return workload.with("scale-metric.calm", CALM)
                .with("scale-function.calm", "last")
                .with("scale-window.calm", "30s")
                .with("scale-target.calm", "10");
    }

    private Workload bounded(String name) {
        return Workload.deployment(namespace, name)
                .withReplicas(5)
                .with("scale-max-replicas", "20")
                .with("scale-down-stabilization", "0s")
                .with("scale-up-policies", "100 pods/1s");
    }

    private void load(double total) {
        all.forEach(workload -> publish(LOAD, workload, total));
    }

    private static void publish(String metric, Workload workload, double value) {
        BED.exporter().set(metric, series(workload), value);
    }

    private static Map<String, String> series(Workload workload) {
        var labels = new HashMap<>(workload.series());
        labels.put("kube_pod_name", workload.name() + "-a");
        return labels;
    }

    /** Of those that are not named it is five, as at the start; and each has seen that load, or the one that is blind its fault. */
    private void awaitSizes(double load, Map<Workload, Integer> others) {
        var expected = new HashMap<Workload, Integer>();
        all.forEach(workload -> expected.put(workload, others.getOrDefault(workload, 5)));
        await("all have seen a load of " + load)
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(all)
                        .filteredOn(workload -> !workload.equals(partlyBlind))
                        .allSatisfy(workload -> assertThat(seen(workload)).isBetween(load * 0.95, load * 1.05)));
        awaitSizes(expected);
    }

    private static void awaitSizes(Map<Workload, Integer> expected) {
        await("sizes")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(expected)
                        .allSatisfy((workload, size) -> assertThat(workload.wantedReplicas(BED.kubernetes()))
                                .as(() -> workload.name() + ": " + workload.hpaConditions(BED.kubernetes()))
                                .isEqualTo(size)));
    }

    /** The total of its first metric that its autoscaler read last. */
    private static double seen(Workload workload) {
        return workload.hpa(BED.kubernetes())
                .map(HorizontalPodAutoscaler::getStatus)
                .filter(status -> status.getCurrentReplicas() != null)
                .map(status -> status.getCurrentReplicas()
                        * status.getCurrentMetrics().stream()
                                .map(MetricStatus::getExternal)
                                .filter(Objects::nonNull)
                                .filter(metric -> !metric.getMetric().getName().endsWith("calm"))
                                .mapToDouble(metric -> metric.getCurrent()
                                        .getAverageValue()
                                        .getNumericalAmount()
                                        .doubleValue())
                                .sum())
                .orElse(0.0);
    }
}

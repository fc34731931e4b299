package com.sysdig.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Fault;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricIdentifier;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole way: an annotation, a number in Prometheus, and the size that Kubernetes' own arithmetic makes of it. */
class ScalingIT {
    private static final String REQUESTS = "sysdig_container_net_http_request_count";
    private static final String LATENCY = "sysdig_container_net_request_time";
    private static final String COUNTER = "shop_orders_total";
    private static final Testbed BED = Testbed.shared();

    @BeforeAll
    static void startsTheProduct() {
        BED.product();
    }

    @AfterEach
    void heals() {
        BED.sysdig().heal();
    }

    @Test
    void twoWorkloadsOnOneMetricEachFollowTheirOwnSeriesUpAndDown() {
        var namespace = BED.namespace("two");
        var web = created(onAverage(Workload.deployment(namespace, "web"), "10"));
        var api = created(onAverage(Workload.deployment(namespace, "api"), "20"));

        load(web, 45);
        load(api, 45);
        awaitReplicas(web, 5); // ceil(45 / 10)
        awaitReplicas(api, 3); // ceil(45 / 20)

        load(web, 15);
        load(api, 130);
        awaitReplicas(web, 2);
        awaitReplicas(api, 7);
    }

    @Test
    void statefulSetScalesAndSeriesOfASamelyNamedDeploymentAreNotItsOwn() {
        var namespace = BED.namespace("stateful");
        var store = created(onAverage(Workload.statefulSet(namespace, "store"), "10"));

        load(Workload.deployment(namespace, "store"), 900);
        load(store, 35);

        awaitReplicas(store, 4);
    }

    @Test
    void workloadsWhoseNamesNoLabelHoldsEachFollowTheirOwnSeries() {
        var namespace = BED.namespace("long");
        var web = created(onAverage(Workload.deployment(namespace, "orders-".repeat(11) + "web"), "10"));
        var api = created(onAverage(Workload.deployment(namespace, "orders-".repeat(11) + "api"), "10"));

        load(web, 45);
        load(api, 75);

        awaitReplicas(web, 5);
        awaitReplicas(api, 8);
        assertThat(metric(web).getSelector().getMatchLabels().get("sysdig.com/workload"))
                .hasSize(63)
                .startsWith(web.name().substring(0, 46) + "_");
    }

    @Test
    void metricWithCapitalsScalesAlthoughItsNameIsReadInLowerCase() {
        var namespace = BED.namespace("capitals");
        var web = created(onAverage(Workload.deployment(namespace, "web"), "10").with("scale-metric", "QueueDepth"));

        BED.exporter().set("queuedepth", pod(web, "a"), 900);
        BED.exporter().set("QueueDepth", pod(web, "a"), 35);

        awaitReplicas(web, 4);
        assertThat(metric(web).getName()).isEqualTo("queuedepth");
    }

    @Test
    void ofSeveralMetricsTheOneThatAsksForMostWins() {
        var namespace = BED.namespace("several");
        var web = created(onAverage(Workload.deployment(namespace, "web"), "10")
                .with("scale-metric.orders", COUNTER)
                .with("scale-window.orders", "30s")
                .with("scale-target.orders", "5"));

        BED.exporter().set(REQUESTS, pod(web, "a"), 15);
        BED.exporter().count(COUNTER, pod(web, "a"), 30);
        awaitReplicas(web, 6); // 30 orders a second / 5, against ceil(15 / 10)

        BED.exporter().set(REQUESTS, pod(web, "a"), 145);
        awaitReplicas(web, 15);
    }

    @Test
    void valueTargetHoldsTheNumberItselfAgainstReadyPods() {
        BED.controlPlane().readyPods();
        var namespace = BED.namespace("value");
        var web = created(bounded(Workload.deployment(namespace, "web"))
                .withReplicas(2)
                .with("scale-metric", LATENCY)
                .with("scale-aggregation", "avg")
                .with("scale-function", "last")
                .with("scale-window", "30s") // a lower number waits until it is full
                .with("scale-target", "100"));
        await("two pods are ready").atMost(Duration.ofSeconds(30)).until(() -> ready(web) == 2);

        BED.exporter().set(LATENCY, pod(web, "a"), 100);
        BED.exporter().set(LATENCY, pod(web, "b"), 200);

        // ceil(1.5 × ready pods): 3, then 5, 8 … as long as the number stays; the first step is what is certain.
        await("grows")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(web.wantedReplicas(BED.kubernetes())).isGreaterThanOrEqualTo(3));
        BED.exporter().set(LATENCY, pod(web, "a"), 1);
        BED.exporter().set(LATENCY, pod(web, "b"), 1);
        awaitReplicas(web, 1);
    }

    @Test
    void rawQueryScalesWithItsVariablesReplaced() {
        var namespace = BED.namespace("raw");
        var web = created(bounded(Workload.deployment(namespace, "web"))
                .with(
                        "scale-query",
                        "sum(queue_depth{kube_cluster_name=\"$cluster\",kube_namespace_name=\"$namespace\",queue=\"$workload\"})")
                .with("scale-target", "25"));

        BED.exporter()
                .set(
                        "queue_depth",
                        Map.of("kube_cluster_name", "test-cluster", "kube_namespace_name", namespace, "queue", "web"),
                        110);

        awaitReplicas(web, 5);
    }

    @Test
    void keepsItsSizeWhileSysdigFailsAndSaysWhy() {
        var namespace = BED.namespace("outage");
        var web = created(onAverage(Workload.deployment(namespace, "web"), "10"));
        load(web, 45);
        awaitReplicas(web, 5);

        BED.sysdig().fail(new Fault.Status(503, "<html>upstream connect error</html>"));
        load(web, 5);

        awaitWithheld(web, "503");
        assertThat(web.wantedReplicas(BED.kubernetes())).isEqualTo(5);

        BED.sysdig().heal();
        awaitReplicas(web, 1);
    }

    @Test
    void aLowerNumberWaitsOneStabilizationAfterALongGapAndThenActs() {
        var namespace = BED.namespace("settling");
        var web =
                created(onAverage(Workload.deployment(namespace, "web"), "10").with("scale-down-stabilization", "20s"));
        load(web, 45);
        awaitReplicas(web, 5);
        await("a full window, since only then is a number the last good one")
                .atMost(Duration.ofSeconds(90))
                .until(() -> BED.prometheus()
                        .query("min(count_over_time(" + REQUESTS + "{kube_namespace_name=\"" + namespace
                                + "\"}[30s])) > 28")
                        .contains("value"));

        BED.sysdig().resetCount();
        BED.sysdig().fail(new Fault.Status(503, ""));
        load(web, 5);
        await("a gap of more than half of it")
                .atMost(Duration.ofSeconds(90))
                .until(() -> BED.sysdig().queries().stream()
                        .anyMatch(asked -> asked.at()
                                .isAfter(BED.sysdig().queries().getFirst().at().plusSeconds(25))));
        BED.sysdig().heal();

        awaitWithheld(web, "lower than before a gap");
        awaitReplicas(web, 1);
    }

    @Test
    void keepsItsSizeWhenItsSeriesEndAndSaysSo() {
        var namespace = BED.namespace("gone");
        var web = created(onAverage(Workload.deployment(namespace, "web"), "10"));
        load(web, 45);
        awaitReplicas(web, 5);

        BED.exporter().removeAll(web.series());

        awaitWithheld(web, REQUESTS);
        assertThat(web.wantedReplicas(BED.kubernetes())).isEqualTo(5);
    }

    private static Workload bounded(Workload workload) {
        return workload.with("scale-max-replicas", "20")
                .with("scale-down-stabilization", "0s")
                .with(
                        "scale-up-policies",
                        "100 pods/1s"); // or it grows in steps, one of which may be near enough to stay
    }

    private static Workload onAverage(Workload workload, String target) {
        return bounded(workload)
                .with("scale-metric", REQUESTS)
                .with("scale-function", "last")
                .with("scale-window", "30s")
                .with("scale-target", target);
    }

    private static Workload created(Workload workload) {
        workload.create(BED.kubernetes());
        return workload;
    }

    /** Spreads a load over two pods. */
    private static void load(Workload workload, double total) {
        BED.exporter().set(REQUESTS, pod(workload, "a"), total * 0.4);
        BED.exporter().set(REQUESTS, pod(workload, "b"), total * 0.6);
    }

    private static Map<String, String> pod(Workload workload, String pod) {
        var labels = new HashMap<>(workload.series());
        labels.put("kube_pod_name", workload.name() + "-" + pod);
        return labels;
    }

    /** The one of its autoscaler. */
    private static MetricIdentifier metric(Workload workload) {
        return workload.hpa(BED.kubernetes())
                .orElseThrow()
                .getSpec()
                .getMetrics()
                .getFirst()
                .getExternal()
                .getMetric();
    }

    private static int ready(Workload workload) {
        var status = BED.kubernetes()
                .apps()
                .deployments()
                .inNamespace(workload.namespace())
                .withName(workload.name())
                .get()
                .getStatus();
        return status == null || status.getReadyReplicas() == null ? 0 : status.getReadyReplicas();
    }

    private static void awaitReplicas(Workload workload, int expected) {
        await(workload.name() + " has " + expected + " replicas")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(workload.wantedReplicas(BED.kubernetes()))
                        .as(() -> workload.hpaConditions(BED.kubernetes()))
                        .isEqualTo(expected));
    }

    private static void awaitWithheld(Workload workload, String text) {
        await("the HPA of " + workload.name() + " says " + text)
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(workload.hpaConditions(BED.kubernetes()))
                        .contains("FailedGetExternalMetric")
                        .contains(text));
    }
}

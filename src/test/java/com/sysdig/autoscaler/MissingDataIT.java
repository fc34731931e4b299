package com.sysdig.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sysdig.autoscaler.testbed.Fault;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every way in which data can be missing × every {@code scale-on-missing} × one metric and two, of which the other one asks
 * for less, and × every type of metric of a HorizontalPodAutoscaler that somebody wrote by hand: a fault at the start, the
 * recovery from it, a fault while the workload is up, and the recovery from that, half of them with more load than before.
 * Each fault has a metric of its own, so that all of them happen at once.
 */
class MissingDataIT {
    private static final Testbed BED = Testbed.shared();
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    /** Two intervals are promised, the rest is for a busy machine. */
    private static final Duration RISING = INTERVAL.multipliedBy(2).plusSeconds(30);

    /** The longest time for which a query is left alone that fails again and again. */
    private static final Duration LEFT_ALONE = INTERVAL.multipliedBy(20);

    /** Of 30 in the window 24 are enough, and its edges may lie on either side of two. */
    private static final int FULL_ENOUGH = 22;

    private static final Set<String> POLICIES = Set.of("hold", "last-known/1h", "never-down", "at-least/3");

    /** Conditions of an autoscaler that got an error for its metric. */
    private static final Set<String> UNSEEN =
            Set.of("FailedGetExternalMetric", "FailedGetObjectMetric", "FailedGetPodsMetric");

    /** Made of the series themselves. */
    private static final Set<String> OF_SERIES = Set.of("hole", "agent-away", "interrupted", "interrupted-rate");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String namespace = BED.namespace("missing");

    @BeforeAll
    static void startsTheProduct() {
        BED.controlPlane().readyPods();
        BED.product()
                .restart(Map.of(
                        "sysdig.timeout", "2s",
                        "sysdig.requests-per-minute", "4000",
                        "autoscaler.poll-interval", INTERVAL.toSeconds() + "s"));
        BED.product();
    }

    /** A hundred autoscalers would keep the controller from everybody else's. */
    @AfterEach
    void leavesNothingBehind() {
        BED.sysdig().heal();
        BED.kubernetes().namespaces().withName(namespace).delete();
        await("all autoscalers are gone")
                .atMost(Duration.ofMinutes(2))
                .until(() -> BED.kubernetes()
                        .autoscaling()
                        .v2()
                        .horizontalPodAutoscalers()
                        .inNamespace(namespace)
                        .list()
                        .getItems()
                        .isEmpty());
    }

    @AfterAll
    static void restoresTheProduct() {
        BED.product().restart();
    }

    @Test
    void noFaultOfOneMetricCostsAReplicaAndAfterItEverythingFollowsAgain() {
        var faults = new LinkedHashMap<String, Fault>();
        faults.put("unavailable", new Fault.Status(503, "<html>upstream connect error</html>"));
        faults.put("unauthorized", new Fault.Status(401, "{\"status\":401,\"error\":\"Unauthorized\"}"));
        faults.put("forbidden", new Fault.Status(403, "{\"type\":\"forbidden\",\"message\":\"no\",\"details\":[]}"));
        faults.put("refused", Fault.rejected("too many series"));
        faults.put("slow", new Fault.Slow(Duration.ofSeconds(10)));
        faults.put("cut", new Fault.Cut());
        faults.put("garbage", new Fault.Garbage());
        faults.put("error-body", new Fault.ErrorBody("query timed out"));
        faults.put("empty", new Fault.Empty());
        faults.put("nan", new Fault.Value("NaN"));
        faults.put("infinite", new Fault.Value("+Inf"));
        faults.put("infinite-negative", new Fault.Value("-Inf"));
        faults.put("negative", new Fault.Value("-1"));
        faults.put("several", new Fault.Twice());
        faults.put("warnings", new Fault.Warnings(List.of("results truncated")));
        faults.put("old", new Fault.Old(Duration.ofSeconds(90)));

        run(faults, OF_SERIES);
    }

    @Test
    void aRateLimitOfAllMetricsCostsNoReplicaEither() {
        run(Map.of("limited", new Fault.TooManyRequests(Duration.ofSeconds(1))), Set.of());
    }

    /** Of four pods the scheduler finds a place for one only; the autoscaler multiplies a Value by ready pods. */
    @Test
    void aValueIsNoReasonToShrinkWhilePodsAreNotReadyAndOneToGrow() {
        var workloads = POLICIES.stream()
                .map(policy -> valued(policy.replace('/', '-'), policy))
                .toList();
        workloads.forEach(workload -> value(workload, 10));
        workloads.forEach(
                workload -> BED.kubernetes().resource(crowded(workload)).create());

        await("every autoscaler has been told why")
                .atMost(Duration.ofMinutes(2))
                .failFast("a replica is lost", () -> assertThat(workloads).noneMatch(one -> wanted(one) < 4))
                .untilAsserted(() -> assertThat(workloads)
                        .allSatisfy(one ->
                                assertThat(one.hpaConditions(BED.kubernetes())).contains("only 1 of 4 pods ready")));

        workloads.forEach(workload -> value(workload, 50));
        await("five times the target of one ready pod")
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(workloads).allMatch(one -> wanted(one) == 5));
    }

    private Workload valued(String name, String policy) {
        return Workload.deployment(namespace, "value-" + name)
                .withReplicas(4)
                .with("scale-metric", "matrix_value")
                .with("scale-aggregation", "avg")
                .with("scale-function", "last")
                .with("scale-window", "30s")
                .with("scale-target", "10")
                .with("scale-target-type", "Value")
                .with("scale-max-replicas", "9")
                .with("scale-down-stabilization", "0s")
                .with("scale-on-missing", policy);
    }

    private static Deployment crowded(Workload workload) {
        return new DeploymentBuilder((Deployment) workload.object())
                .editSpec()
                .editTemplate()
                .editSpec()
                .withNewAffinity()
                .withNewPodAntiAffinity()
                .addNewRequiredDuringSchedulingIgnoredDuringExecution()
                .withTopologyKey("kubernetes.io/hostname")
                .withNewLabelSelector()
                .addToMatchLabels("app", workload.name())
                .endLabelSelector()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endPodAntiAffinity()
                .endAffinity()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static void value(Workload workload, double value) {
        var series = new HashMap<>(workload.series());
        series.put("kube_pod_name", workload.name() + "-a");
        BED.exporter().set("matrix_value", series, value);
    }

    private static int wanted(Workload workload) {
        return workload.wantedReplicas(BED.kubernetes());
    }

    private void run(Map<String, Fault> faults, Set<String> ofSeries) {
        var rows = rows(Stream.concat(faults.keySet().stream(), ofSeries.stream()));
        var atStart = rows.stream()
                .filter(row -> !row.fault().equals("agent-away")) // unknown where nothing was known before
                .toList();
        var sysdigFails = new Fault.FirstOf(faults.entrySet().stream()
                .map(entry -> new Fault.When(
                        query -> query.contains(MissingDataRow.metric(entry.getKey())), entry.getValue()))
                .toList());

        startWith(sysdigFails, rows, atStart);

        rows.forEach(MissingDataRow::isBusy);
        awaitReplicas(rows, 2, "more load", Duration.ofMinutes(2), List.of());
        awaitReady(rows);

        begin(sysdigFails, rows);
        awaitHeld(rows, "the fault while up");

        recover(rows);
    }

    private void startWith(Fault sysdigFails, List<MissingDataRow> rows, List<MissingDataRow> held) {
        rows.forEach(MissingDataRow::isIdle);
        await("some samples of every series")
                .atMost(Duration.ofMinutes(1))
                .until(() -> BED.prometheus()
                        .query("min(count_over_time(" + MissingDataRow.CALM + "{kube_namespace_name=\"" + namespace
                                + "\"}[30s])) > 3")
                        .contains("value"));
        begin(sysdigFails, rows);
        rows.parallelStream().forEach(MissingDataRow::create);
        awaitHeld(held, "the fault at the start");

        end(rows);
        awaitFallen(rows, "the recovery from a fault at the start");
    }

    /** Half of them with more load than before, the others with less. */
    private void recover(List<MissingDataRow> rows) {
        var rising = IntStream.range(0, rows.size())
                .filter(i -> i % 4 == 0 || i % 4 == 3) // of each policy, with one metric and with two
                .mapToObj(rows::get)
                .filter(MissingDataRow::risesAtOnce)
                .toList();
        var falling = rows.stream().filter(row -> !rising.contains(row)).toList();

        end(rows);
        rising.forEach(MissingDataRow::isBusier);

        awaitRisen(rising, falling);
        awaitFallen(falling, "the recovery");
        assertReplicas(rising, 4);
    }

    private List<MissingDataRow> rows(Stream<String> faults) {
        return faults.flatMap(fault -> Stream.concat(
                        Stream.concat(POLICIES.stream(), Stream.of(MissingDataRow.EXPIRING))
                                .flatMap(policy ->
                                        Stream.of(1, 2).map(n -> new MissingDataRow(namespace, fault, policy, n))),
                        MissingDataRow.BY_HAND.stream().map(type -> new MissingDataRow(namespace, fault, type, 1))))
                .filter(MissingDataRow::isPromised)
                .filter(MissingDataRow::isOfInterest)
                .toList();
    }

    /** At the same time the true load falls. */
    private static void begin(Fault fault, List<MissingDataRow> rows) {
        BED.sysdig().fail(fault);
        rows.forEach(row -> {
            switch (row.fault()) {
                case "hole" -> row.endsItsSeries();
                case "agent-away" -> row.losesAPod();
                case "interrupted", "interrupted-rate" -> row.isInterruptedAndIdle();
                default -> row.isIdle();
            }
        });
    }

    private static void end(List<MissingDataRow> rows) {
        BED.sysdig().heal();
        rows.forEach(MissingDataRow::isResumed);
        rows.forEach(MissingDataRow::isIdle);
    }

    /** At once, whatever the window has lost; and those with less load do not fall meanwhile before they may. */
    private void awaitRisen(List<MissingDataRow> rising, List<MissingDataRow> falling) {
        var asUsual = rising.stream().filter(MissingDataRow::isAskedAsUsual).toList();
        awaitReplicas(asUsual, 4, "more load after the fault", RISING, falling);
        awaitReplicas(
                rising, 4, "more load after a fault that was asked about rarely", RISING.plus(LEFT_ALONE), falling);
    }

    private void awaitFallen(List<MissingDataRow> falling, String when) {
        awaitReplicas(falling, 1, when, Duration.ofMinutes(2), falling);
    }

    private void awaitReplicas(
            List<MissingDataRow> rows, int expected, String when, Duration within, List<MissingDataRow> falling) {
        await(when)
                .atMost(within)
                .pollInterval(Duration.ofMillis(500))
                .failFast(
                        "less data were taken for less load",
                        () -> assertThat(fallenEarly(falling)).as(when).isEmpty())
                .untilAsserted(() -> assertReplicas(rows, expected));
    }

    /** Smaller, although the window is not full; with the samples that are in it. In this order: it only gets fuller. */
    private Map<String, Integer> fallenEarly(List<MissingDataRow> rows) throws IOException {
        var losing = rows.stream().filter(MissingDataRow::losesSamples).toList();
        var fallen = below(losing, 2);
        if (fallen.isEmpty()) {
            return Map.of();
        }
        var samples = samples();
        return fallen.keySet().stream()
                .filter(name -> samples.getOrDefault(name, 0) < FULL_ENOUGH)
                .collect(Collectors.toMap(name -> name, name -> samples.getOrDefault(name, 0)));
    }

    /**
     * In the window of each workload that may lose some, of its fullest series, by Prometheus' own clock. What no series
     * has, since nothing was scraped for a moment, counts as there: it may have been lost after the fall.
     */
    private Map<String, Integer> samples() throws IOException {
        var found = JSON.readTree(BED.prometheus()
                .query("max by (kube_workload_name) (count_over_time({__name__=~\"matrix_(hole|interrupted.*)\","
                        + "kube_namespace_name=\"" + namespace + "\"}[30s]))"
                        + " + scalar(clamp_min(30 - max(sum_over_time(up{job=\"sysdig\"}[30s])), 0))"));
        return found.at("/data/result")
                .valueStream()
                .collect(Collectors.toMap(
                        row -> row.at("/metric/kube_workload_name").asText(),
                        row -> row.at("/value/1").asInt()));
    }

    /** Every autoscaler has seen the fault, those with a higher minimum acted on it, and none has less than before. */
    private static void awaitHeld(List<MissingDataRow> rows, String when) {
        await(when)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .failFast(
                        "a replica is lost",
                        () -> assertThat(below(rows, 2)).as(when).isEmpty())
                .untilAsserted(() -> {
                    assertThat(blind(rows)).isEmpty();
                    assertThat(below(
                                    rows.stream()
                                            .filter(MissingDataRow::raisesItsMinimum)
                                            .toList(),
                                    3))
                            .isEmpty();
                });
    }

    private static void assertReplicas(List<MissingDataRow> rows, int expected) {
        assertThat(replicas(rows))
                .as(() -> "rows and sizes; log: "
                        + BED.product().log().stream().limit(40).toList())
                .hasSameSizeAs(rows)
                .allSatisfy((_, replicas) -> assertThat(replicas).isEqualTo(expected));
    }

    /** A pod that is not ready may well stop reporting. */
    private void awaitReady(List<MissingDataRow> rows) {
        await("two ready pods of each")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> Stream.concat(
                                        deployments(namespace)
                                                .map(deployment ->
                                                        deployment.getStatus().getReadyReplicas()),
                                        statefulSets(namespace)
                                                .map(set -> set.getStatus().getReadyReplicas()))
                                .filter(Integer.valueOf(2)::equals)
                                .count()
                        == rows.size());
    }

    private static Map<String, Integer> below(List<MissingDataRow> rows, int least) {
        return replicas(rows).entrySet().stream()
                .filter(entry -> entry.getValue() < least)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Integer> replicas(List<MissingDataRow> rows) {
        if (rows.isEmpty()) {
            return Map.of();
        }
        var names = rows.stream().map(MissingDataRow::name).collect(Collectors.toSet());
        var namespace = rows.getFirst().namespace();
        var all = new HashMap<String, Integer>();
        deployments(namespace)
                .forEach(one ->
                        all.put(one.getMetadata().getName(), one.getSpec().getReplicas()));
        statefulSets(namespace)
                .forEach(one ->
                        all.put(one.getMetadata().getName(), one.getSpec().getReplicas()));
        all.keySet().retainAll(names);
        return all;
    }

    private static Stream<Deployment> deployments(String namespace) {
        return BED.kubernetes().apps().deployments().inNamespace(namespace).list().getItems().stream();
    }

    private static Stream<StatefulSet> statefulSets(String namespace) {
        return BED.kubernetes().apps().statefulSets().inNamespace(namespace).list().getItems().stream();
    }

    /** Those that hold by an error and whose autoscaler has not met it yet. */
    private static Set<String> blind(List<MissingDataRow> rows) {
        var seen = BED
                .kubernetes()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(rows.getFirst().namespace())
                .list()
                .getItems()
                .stream()
                .filter(hpa -> hpa.getStatus() != null
                        && hpa.getStatus().getConditions().stream()
                                .anyMatch(condition -> UNSEEN.contains(condition.getReason())))
                .map(hpa -> hpa.getMetadata().getName())
                .collect(Collectors.toSet());
        return rows.stream()
                .filter(MissingDataRow::alwaysErrs)
                .map(MissingDataRow::name)
                .filter(name -> !seen.contains(name))
                .collect(Collectors.toSet());
    }
}

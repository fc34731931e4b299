package com.sysdig.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Fault;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every way in which data can be missing × every {@code scale-on-missing} × one metric and two, of which the other one asks
 * for less, and × every type of metric of a HorizontalPodAutoscaler that somebody wrote by hand: a fault at the start, the recovery from it, a fault while the workload is up, and the recovery from that. Each
 * fault has a metric of its own, so that all of them happen at once.
 */
class MissingDataIT {
    private static final Testbed BED = Testbed.shared();
    private static final Set<String> POLICIES = Set.of("hold", "last-known/1h", "never-down", "at-least/3");

    /** Conditions of an autoscaler that got an error for its metric. */
    private static final Set<String> UNSEEN =
            Set.of("FailedGetExternalMetric", "FailedGetObjectMetric", "FailedGetPodsMetric");

    /** Made of the series themselves. */
    private static final Set<String> OF_SERIES = Set.of("hole", "agent-away");

    private final String namespace = BED.namespace("missing");

    @BeforeAll
    static void startsTheProduct() {
        BED.controlPlane().readyPods();
        BED.product()
                .restart(Map.of(
                        "sysdig.timeout", "2s",
                        "sysdig.requests-per-minute", "4000",
                        "autoscaler.poll-interval", "2s"));
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

        rows.forEach(MissingDataRow::isIdle);
        await("some samples of every series")
                .atMost(Duration.ofMinutes(1))
                .until(() -> BED.prometheus()
                        .query("min(count_over_time(" + MissingDataRow.CALM + "{kube_namespace_name=\"" + namespace
                                + "\"}[30s])) > 3")
                        .contains("value"));
        begin(sysdigFails, rows);
        rows.parallelStream().forEach(MissingDataRow::create);
        awaitHeld(atStart, "the fault at the start");

        end(rows);
        awaitReplicas(rows, 1, "the recovery from a fault at the start");

        rows.forEach(MissingDataRow::isBusy);
        awaitReplicas(rows, 2, "more load");
        awaitReady(rows);

        begin(sysdigFails, rows);
        awaitHeld(rows, "the fault while up");

        end(rows);
        awaitReplicas(rows, 1, "the recovery");
    }

    private List<MissingDataRow> rows(Stream<String> faults) {
        return faults.flatMap(fault -> Stream.concat(
                        POLICIES.stream()
                                .flatMap(policy ->
                                        Stream.of(1, 2).map(n -> new MissingDataRow(namespace, fault, policy, n))),
                        MissingDataRow.BY_HAND.stream().map(type -> new MissingDataRow(namespace, fault, type, 1))))
                .filter(MissingDataRow::isPromised)
                .toList();
    }

    /** At the same time the true load falls. */
    private static void begin(Fault fault, List<MissingDataRow> rows) {
        BED.sysdig().fail(fault);
        rows.forEach(row -> {
            switch (row.fault()) {
                case "hole" -> row.endsItsSeries();
                case "agent-away" -> row.losesAPod();
                default -> row.isIdle();
            }
        });
    }

    private static void end(List<MissingDataRow> rows) {
        BED.sysdig().heal();
        rows.forEach(MissingDataRow::isIdle);
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

    private static void awaitReplicas(List<MissingDataRow> rows, int expected, String when) {
        await(when)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(replicas(rows))
                        .as(() -> "rows and sizes; log: "
                                + BED.product().log().stream().limit(40).toList())
                        .allSatisfy((_, replicas) -> assertThat(replicas).isEqualTo(expected)));
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

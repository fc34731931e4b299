package com.sysdig.autoscaler.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.metricsapi.DirectClient;
import com.sysdig.autoscaler.testbed.Edits;
import com.sysdig.autoscaler.testbed.Fault;
import com.sysdig.autoscaler.testbed.Replicas;
import com.sysdig.autoscaler.testbed.Replicas.Replica;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever state two replicas are in: who can be answered is answered (within {@link Reader#PROMISED}), and another
 * HorizontalPodAutoscaler beside ours does its work, which would stand still for a minute while reads of ours hung.
 */
class NoReadHangsIT {
    private static final Testbed BED = Testbed.shared();
    /** Kubernetes' own. */
    private static final Duration HPA_PERIOD = Duration.ofSeconds(15);

    private static final String METRIC = "sysdig_container_net_http_request_count";

    private static Replicas replicas;
    private static Reader reader;
    private static Workload web;

    @BeforeAll
    static void start() {
        replicas = BED.replicas(2, Map.of("autoscaler.poll-interval", "2s"));
        reader = new Reader();
        web = Workload.deployment(BED.namespace("hanging"), "web")
                .with("scale-metric", METRIC)
                .with("scale-function", "last")
                .with("scale-window", "30s")
                .with("scale-target", "10")
                .with("scale-max-replicas", "20");
        var series = new HashMap<>(web.series());
        series.put("kube_pod_name", "web-a");
        BED.exporter().set(METRIC, series, 10);
        web.create(BED.kubernetes());
        awaitServed();
        BED.controlPlane().hpaPeriod(HPA_PERIOD);
        await("our HPA reads")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(BED.kubernetes()
                                .autoscaling()
                                .v2()
                                .horizontalPodAutoscalers()
                                .inNamespace(web.namespace())
                                .withName("web")
                                .get())
                        .isNotNull());
    }

    @AfterAll
    static void stop() {
        BED.controlPlane().hpaPeriod(null);
        if (reader != null) {
            reader.close();
        }
        if (replicas != null) {
            replicas.close();
        }
    }

    @AfterEach
    void recoverByThemselves() {
        BED.sysdig().heal();
        replicas.restore();
        awaitServed();
    }

    @Test
    void allAreFrozen() {
        replicas.all().forEach(replica -> replica.product().freeze());

        // Reads under way end when the probe has the processes killed, after 20 s and more.
        assertAnotherAutoscalerActs(HPA_PERIOD.multipliedBy(4));
    }

    @Test
    void apiServerDoesNotAnswerReviews() {
        replicas.all().forEach(replica -> replica.toApiServer().silence());

        for (var replica : replicas.all()) {
            var client = new DirectClient(replica.product().https().getPort(), List.of()).within(Reader.PROMISED);
            var unknown =
                    client.get(Reader.path(web, METRIC), "Authorization", "Bearer never-seen-" + replica.hashCode());
            var anonymous = client.get(Reader.path(web, METRIC) + ",never-seen", "X-Remote-User", "ann");

            assertThat(unknown.statusCode()).isEqualTo(401);
            assertThat(anonymous.statusCode()).isIn(403, 500);
            assertThat(anonymous.body()).contains("\"kind\":\"Status\"");

            var pods = reader.read(
                    reader.client(replica.product()),
                    "/apis/custom.metrics.k8s.io/v1beta2/namespaces/" + web.namespace() + "/pods/*/" + METRIC
                            + "?labelSelector=app%3Dweb");
            assertThat(pods.statusCode()).isGreaterThanOrEqualTo(500);
            assertThat(pods.body()).contains("did not list them in time");
        }
        assertAnotherAutoscalerActs();
    }

    /** All of a life's beginning, one after the other. */
    @Test
    void allAreKilledAndStartWhileTheApiServerIsAwayAndThenSysdigIs() {
        replicas.all().forEach(replica -> replica.product().kill());
        assertAnotherAutoscalerActs();

        replicas.all().forEach(replica -> replica.toApiServer().cut());
        BED.sysdig().fail(new Fault.Slow(Duration.ofMinutes(5)));
        replicas.all().forEach(replica -> replica.product().launch());
        await("the ports are open")
                .atMost(Duration.ofSeconds(90))
                .until(() -> replicas.all().stream()
                        .allMatch(replica -> replica.product().isLive()));
        for (var replica : replicas.all()) {
            assertThat(replica.product().isReady()).isFalse();
            assertThat(read(replica).statusCode()).as("nobody is trusted yet").isGreaterThanOrEqualTo(400);
        }
        assertAnotherAutoscalerActs();

        replicas.all().forEach(replica -> replica.toApiServer().heal());
        var said = new HashSet<Replica>();
        await("the first answers are errors, of replicas that are not ready")
                .atMost(Duration.ofSeconds(90))
                .until(() -> {
                    replicas.all().stream().filter(NoReadHangsIT::isCold).forEach(said::add);
                    return said.size() == 2;
                });
        assertAnotherAutoscalerActs();

        BED.sysdig().heal();
        await("both are ready, without having been started again")
                .atMost(Duration.ofSeconds(90))
                .until(() -> replicas.all().stream()
                        .allMatch(replica -> replica.product().isReady()));
    }

    @Test
    void sysdigAnswersTooSlowly() {
        var reads =
                reader.endlessly(replicas.all().stream().map(Replica::product).toList(), web, METRIC, _ -> true);
        BED.sysdig().fail(new Fault.Slow(Duration.ofMinutes(5)));

        await("all hold")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> replicas.all()
                        .forEach(replica -> assertThat(read(replica).body()).contains("keeps its size")));
        assertThat(reads.failures()).as("reads that were not answered").isEmpty();
    }

    /** Catalog, plan, store and subscriptions are all written while they are read. */
    @Test
    void allWorkloadsChangeAtOnce() {
        var reads =
                reader.endlessly(replicas.all().stream().map(Replica::product).toList(), web, METRIC, _ -> true);
        var namespace = BED.namespace("changing");
        var many = IntStream.range(0, 100)
                .mapToObj(number -> Workload.deployment(namespace, "w" + number)
                        .withReplicas(0)
                        .with("scale-metric", "changing_" + number)
                        .with("scale-target", "10")
                        .with("scale-max-replicas", "20"))
                .toList();

        many.parallelStream().forEach(workload -> workload.create(BED.kubernetes()));
        for (var window : List.of("30s", "1m", "2m")) {
            many.parallelStream()
                    .forEach(workload -> Edits.edit(
                            BED.kubernetes()
                                    .apps()
                                    .deployments()
                                    .inNamespace(namespace)
                                    .withName(workload.name()),
                            live -> {
                                live.getMetadata().getAnnotations().put("sysdig.com/scale-window", window);
                                return live;
                            }));
        }
        await("the last of them is asked for as it is now")
                .atMost(Duration.ofSeconds(90))
                .until(() -> BED.sysdig().queries().stream()
                        .anyMatch(asked -> asked.query().contains("changing_99{")
                                && asked.query().contains("[120s]")));

        BED.kubernetes().namespaces().withName(namespace).delete();
        assertThat(reads.failures()).as("reads that were not answered").isEmpty();
    }

    private static boolean isCold(Replica replica) {
        return read(replica).body().contains("has not answered for this metric yet")
                && !replica.product().isReady();
    }

    /** One whose workload is below its minimum needs no metric. The controller looks at it for the first time after a period. */
    private static void assertAnotherAutoscalerActs() {
        assertAnotherAutoscalerActs(HPA_PERIOD.multipliedBy(2));
    }

    private static void assertAnotherAutoscalerActs(Duration deadline) {
        var other = Workload.deployment(BED.namespace("beside"), "other");
        other.create(BED.kubernetes());
        BED.kubernetes()
                .resource(new HorizontalPodAutoscalerBuilder()
                        .withNewMetadata()
                        .withNamespace(other.namespace())
                        .withName("other")
                        .endMetadata()
                        .withNewSpec()
                        .withNewScaleTargetRef("apps/v1", "Deployment", "other")
                        .withMinReplicas(2)
                        .withMaxReplicas(3)
                        .endSpec()
                        .build())
                .create();

        await("the other HorizontalPodAutoscaler acts")
                .atMost(deadline)
                .untilAsserted(
                        () -> assertThat(other.wantedReplicas(BED.kubernetes())).isEqualTo(2));
    }

    private static void awaitServed() {
        await("both serve the value")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> replicas.all()
                        .forEach(replica ->
                                assertThat(Reader.value(read(replica))).contains("10")));
    }

    private static HttpResponse<String> read(Replica replica) {
        return reader.read(reader.client(replica.product()), web, METRIC);
    }
}

package com.sysdig.autoscaler.peers;

import static java.util.Comparator.comparingDouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.metricsapi.DirectClient;
import com.sysdig.autoscaler.testbed.Edits;
import com.sysdig.autoscaler.testbed.Fault;
import com.sysdig.autoscaler.testbed.Product;
import com.sysdig.autoscaler.testbed.Replicas;
import com.sysdig.autoscaler.testbed.Replicas.Replica;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever state two replicas are in: who can be answered is answered as {@link Reader#promptly} has it, and another
 * HorizontalPodAutoscaler beside ours does its work. The controller has one worker here, which a read of ours that hung would
 * keep.
 */
class NoReadHangsIT {
    private static final Testbed BED = Testbed.shared();
    /** Kubernetes' own. */
    private static final Duration HPA_PERIOD = Duration.ofSeconds(15);

    private static final String METRIC = "sysdig_container_net_http_request_count";

    private static final Executor BESIDE = task -> Thread.ofVirtual().start(task);

    private static Replicas replicas;
    private static Reader reader;
    private static Workload web;

    @BeforeAll
    static void start() {
        BED.product();
        BED.clear();
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
                .untilAsserted(() -> assertThat(ours().get()).isNotNull());
    }

    @AfterAll
    static void stop() {
        if (reader != null) {
            reader.close();
        }
        if (replicas != null) {
            replicas.close();
        }
        BED.controlPlane().hpaPeriod(null);
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

        // Reads under way end when the liveness probe of the replicas has the processes killed, after 20 s.
        assertAnotherAutoscalerActs(HPA_PERIOD.multipliedBy(4));
    }

    @Test
    void oneIsFrozenAndStartedAgain() {
        var frozen = servingTheApiServer();
        var pid = frozen.product().pid();

        frozen.product().freeze();

        await("it is ready again without being thawed, and read through the API server")
                .atMost(Duration.ofMinutes(2))
                .until(() ->
                        frozen.product().pid() != pid && frozen.product().isReady() && isReadThroughTheApiServer());
    }

    @Test
    void apiServerDoesNotAnswerReviews() {
        replicas.all().forEach(replica -> replica.toApiServer().silence());

        for (var replica : replicas.all()) {
            var client = new DirectClient(replica.product().https().getPort(), List.of()).within(Reader.PATIENCE);
            var unknown = Reader.promptly(() -> readAsAStranger(client));
            var anonymous =
                    Reader.promptly(() -> client.get(Reader.path(web, METRIC) + ",never-seen", "X-Remote-User", "ann"));

            assertThat(unknown.statusCode()).isEqualTo(401);
            assertThat(anonymous.statusCode()).isIn(403, 500);
            assertThat(anonymous.body()).contains("\"kind\":\"Status\"");

            var master = reader.client(replica.product());
            var pods = Reader.promptly(() -> reader.read(
                    master,
                    "/apis/custom.metrics.k8s.io/v1beta2/namespaces/" + web.namespace() + "/pods/*/" + METRIC
                            + "?labelSelector=app%3Dweb"));
            assertThat(pods.statusCode()).isGreaterThanOrEqualTo(500);
            assertThat(pods.body()).contains("did not list them in time");
        }
        assertAnotherAutoscalerActs();
    }

    @Test
    void apiServerIsSlow() {
        for (var delay : List.of(Duration.ofMillis(500), Duration.ofSeconds(3))) {
            replicas.all().forEach(replica -> replica.toApiServer().slow(delay));

            for (var replica : replicas.all()) {
                var client = new DirectClient(replica.product().https().getPort(), List.of()).within(Reader.PATIENCE);
                assertThat(Reader.promptly(() -> readAsAStranger(client)).statusCode())
                        .isEqualTo(401);
            }
        }
        assertAnotherAutoscalerActs();
    }

    @Test
    void stoppingReplicasAcceptNothingMoreAndAnswerWhatWasBegun() {
        var stopping = replicas.all().getFirst();
        var clients = Stream.generate(() -> new DirectClient(
                                stopping.product().https().getPort(), List.of(), HttpClient.Version.HTTP_1_1)
                        .within(Reader.PATIENCE))
                .limit(4)
                .toList();
        clients.forEach(client -> client.get("/version"));
        stopping.toApiServer().silence();
        try (var unfinished = UnfinishedRequest.at(stopping.product())) {
            var begun = clients.stream()
                    .map(client -> CompletableFuture.supplyAsync(() -> readAsAStranger(client), BESIDE))
                    .toList();
            var stopped = CompletableFuture.runAsync(() -> stopping.product().stop(), BESIDE);

            await("new connections are refused")
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> isRefused(stopping.product()));
            assertThat(unfinished.isOpen())
                    .as("a connection whose request has begun")
                    .isTrue();
            stopping.toApiServer().heal();
            assertThat(begun).map(CompletableFuture::join).allSatisfy(reply -> {
                assertThat(reply.statusCode()).isEqualTo(401);
                assertThat(reply.body()).contains("\"kind\":\"Status\"");
            });
            unfinished.giveUp();
            stopped.join();
        }
    }

    @Test
    void allAreStopped() {
        var stopped = replicas.all().stream()
                .map(replica ->
                        CompletableFuture.runAsync(() -> replica.product().stop(), BESIDE))
                .toList();

        assertAnotherAutoscalerActs();

        stopped.forEach(CompletableFuture::join);
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
                .untilAsserted(() -> {
                    replicas.all().stream().filter(NoReadHangsIT::isCold).forEach(said::add);
                    assertThat(said).hasSize(2);
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
        assertAnotherAutoscalerActs();
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
        var other = CompletableFuture.runAsync(NoReadHangsIT::assertAnotherAutoscalerActs, BESIDE);
        do {
            for (var window : List.of("30s", "1m", "2m")) {
                many.parallelStream().forEach(workload -> annotateWindow(workload, window));
            }
        } while (!other.isDone());
        other.join();
        await("the last of them is asked for as it is now")
                .atMost(Duration.ofSeconds(90))
                .until(() -> BED.sysdig().queries().stream()
                        .anyMatch(asked -> asked.query().contains("changing_99{")
                                && asked.query().contains("[120s]")));

        BED.kubernetes().namespaces().withName(namespace).delete();
        assertThat(reads.failures()).as("reads that were not answered").isEmpty();
    }

    private static void annotateWindow(Workload workload, String window) {
        Edits.edit(
                BED.kubernetes()
                        .apps()
                        .deployments()
                        .inNamespace(workload.namespace())
                        .withName(workload.name()),
                live -> {
                    live.getMetadata().getAnnotations().put("sysdig.com/scale-window", window);
                    return live;
                });
    }

    /** Which has the connection that the API server keeps. */
    private static Replica servingTheApiServer() {
        var before = replicas.all().stream().map(NoReadHangsIT::externalReads).toList();
        assertThat(isReadThroughTheApiServer()).isTrue();
        return replicas.all().stream()
                .max(comparingDouble(replica ->
                        externalReads(replica) - before.get(replicas.all().indexOf(replica))))
                .orElseThrow();
    }

    private static double externalReads(Replica replica) {
        return replica.product()
                .managed("/q/metrics")
                .lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count{")
                        && line.contains("/apis/external.metrics.k8s.io/v1beta1/namespaces/{namespace}/{metric}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static boolean isReadThroughTheApiServer() {
        try {
            return BED.kubernetes().raw(Reader.path(web, METRIC)).contains("\"value\":\"10\"");
        } catch (KubernetesClientException _) {
            return false;
        }
    }

    /** By a token that is known to nobody. */
    private static HttpResponse<String> readAsAStranger(DirectClient client) {
        return client.get(Reader.path(web, METRIC), "Authorization", "Bearer " + UUID.randomUUID());
    }

    private static boolean isRefused(Product product) {
        try (var _ =
                new Socket(InetAddress.getLoopbackAddress(), product.https().getPort())) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private static boolean isCold(Replica replica) {
        return read(replica).body().contains("has not answered for this metric yet")
                && !replica.product().isReady();
    }

    /** One whose workload is below its minimum needs no metric. Older controllers look at it for the first time after a period. */
    private static void assertAnotherAutoscalerActs() {
        assertAnotherAutoscalerActs(HPA_PERIOD.multipliedBy(2));
    }

    private static void assertAnotherAutoscalerActs(Duration deadline) {
        var other = Workload.deployment(BED.namespace("beside"), "other");
        other.create(BED.kubernetes());
        makeOursRead();
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

    /** Newer controllers look at what has changed at once, before what changes later. */
    private static void makeOursRead() {
        Edits.edit(ours(), live -> {
            live.getSpec().setMaxReplicas(live.getSpec().getMaxReplicas() + 1);
            return live;
        });
    }

    private static Resource<HorizontalPodAutoscaler> ours() {
        return BED.kubernetes()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(web.namespace())
                .withName("web");
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

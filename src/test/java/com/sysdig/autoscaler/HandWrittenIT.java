package com.sysdig.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Exporter;
import com.sysdig.autoscaler.testbed.HandWrittenHpa;
import com.sysdig.autoscaler.testbed.Impatient;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HorizontalPodAutoscalers that people write, of workloads without an annotation, scaled by Kubernetes' own controller. */
class HandWrittenIT {
    private static final String REQUESTS = "sysdig_container_net_http_request_count";
    private static final String CUSTOM = "/apis/custom.metrics.k8s.io/";
    private static final Map<String, String> LAST = Map.of("sysdig.com/function", "last", "sysdig.com/window", "30s");
    private static final Testbed BED = Testbed.shared();

    private static String queues;
    private static String external;
    private static String capitals;
    private static String objects;
    private static String kinds;
    private static String old;

    /** A number counts when its window is nearly full, which takes as long for all series as for one. */
    @BeforeAll
    static void startsTheProductAndAllSeries() {
        BED.product().restart(Map.of("sysdig.requests-per-minute", "4000"));
        BED.product();
        BED.controlPlane().readyPods();
        queues = BED.namespace("queues");
        queue(queues, "orders", 60);
        queue(queues, "retries", 50);
        queue(queues, "mail", 7);
        BED.exporter()
                .set("queue_depth", Map.of("kube_cluster_name", Exporter.CLUSTER, "kube_namespace_name", queues), 1);
        external = BED.namespace("external");
        queue(external, "orders", 60);
        queue(external, "retries", 50);
        queue(external, "mail", 1_000);
        queue(BED.namespace("neighbour"), "orders", 5_000);
        capitals = BED.namespace("capitals");
        BED.exporter().set("QueueDepth", labels(capitals, "orders"), 35);
        BED.exporter().set("queuedepth", labels(capitals, "orders"), 900);
        objects = BED.namespace("objects");
        BED.exporter().set(REQUESTS, series(Workload.statefulSet(objects, "gateway"), "gateway-0"), 41);
        BED.exporter().set(REQUESTS, series(Workload.deployment(objects, "web"), "web-x"), 900);
        kinds = BED.namespace("kinds");
        sessions(kinds, 12);
        old = BED.namespace("old");
        for (var name : List.of("web", "api")) {
            BED.exporter().set(REQUESTS, series(Workload.deployment(old, name), "a"), 30);
            BED.exporter().set(REQUESTS, series(Workload.deployment(old, name), "b"), 50);
        }
    }

    /** Or it would ask for all of this for ten minutes more. */
    @AfterAll
    static void forgetsWhatWasRead() {
        BED.kubernetes()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inAnyNamespace()
                .withLabel("hand-written")
                .delete();
        BED.product().restart();
    }

    @Test
    void externalMetricOfAnyNameScalesByTheSeriesOfItsNamespaceOnly() {
        var web = created(Workload.deployment(external, "web"));

        HandWrittenHpa.of(web, 20)
                .external("queue_depth", LAST, Map.of("queue", List.of("orders", "retries")), "25")
                .create(BED.kubernetes());

        awaitReplicas(web, 5); // ceil((60 + 50) / 25)
    }

    @Test
    void externalMetricWithCapitalsIsFoundByTheSpellingInItsSelector() {
        var web = created(Workload.deployment(capitals, "web"));
        var labels = new HashMap<>(LAST);
        labels.put("sysdig.com/metric-name", "QueueDepth");

        HandWrittenHpa.of(web, 20)
                .external("QueueDepth", labels, Map.of(), "10")
                .create(BED.kubernetes());

        awaitReplicas(web, 4); // ceil(35 / 10)
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "queue=orders               | 60",
                "queue==orders              | 60",
                "queue!=mail                | 111",
                "queue in (orders,retries)  | 110",
                "queue in (orders)          | 60",
                "queue notin (orders,mail)  | 51",
                "queue notin (mail)         | 111",
                "queue                      | 117",
                "!queue                     | 1",
                "queue=                     | 1",
                "queue,queue!=mail          | 110",
                "queue=orders,queue=mail    | no series",
                "sysdig.com/aggregation=max | 60",
                "kube_namespace_name=shop   | may not have kube_namespace_name",
            })
    void selectorsMeanWhatTheyMeanInKubernetes(String selector, String expected) {
        var words = "sysdig.com/function=last,sysdig.com/window=30s";
        var path = "/apis/external.metrics.k8s.io/v1beta1/namespaces/" + queues + "/queue_depth?labelSelector="
                + encoded(words + "," + selector);

        var value = expected.matches("\\d+") ? "\"value\":\"" + expected + "\"" : expected;
        await(selector)
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(read(path)).contains(value));
    }

    @Test
    void podsMetricScalesByThePodsOfTheTargetAndBothVersionsTellThem() {
        var namespace = BED.namespace("pods");
        var web = created(Workload.deployment(namespace, "web").withReplicas(2));
        var stranger = created(Workload.deployment(namespace, "stranger"));
        var pods = ready(web, 2);
        ready(stranger, 1).forEach(pod -> BED.exporter().set(REQUESTS, series(stranger, pod), 9_000));
        pods.forEach(pod -> BED.exporter().set(REQUESTS, series(web, pod), 45));

        HandWrittenHpa.of(web, 20).pods(REQUESTS, LAST, "10").create(BED.kubernetes());

        awaitReplicas(web, 9); // ceil(2 × 45 / 10); pods without data count as idle when growing
        var path = "/namespaces/" + namespace + "/pods/*/" + REQUESTS + "?labelSelector=app%3Dweb&metricLabelSelector="
                + encoded("sysdig.com/function=last,sysdig.com/window=30s");
        assertThat(read(CUSTOM + "v1beta2" + path))
                .contains(
                        "\"apiVersion\":\"custom.metrics.k8s.io/v1beta2\"", "\"metric\":{\"name\":\"" + REQUESTS + "\"")
                .contains("\"windowSeconds\":30", "\"value\":\"45\"", "\"name\":\"" + pods.getFirst() + "\"")
                .doesNotContain("stranger", "9k");
        assertThat(read(CUSTOM + "v1beta1" + path))
                .contains("\"apiVersion\":\"custom.metrics.k8s.io/v1beta1\"", "\"metricName\":\"" + REQUESTS + "\"")
                .contains("\"window\":30", "\"value\":\"45\"", "\"name\":\"" + pods.getLast() + "\"");
    }

    @Test
    void objectMetricScalesByTheSeriesOfTheObjectItDescribes() {
        var web = created(Workload.deployment(objects, "web"));

        HandWrittenHpa.of(web, 20)
                .object("apps/v1/StatefulSet", "gateway", REQUESTS, LAST, "10")
                .create(BED.kubernetes());

        awaitReplicas(web, 5); // ceil(41 / 10)
    }

    @Test
    void servicesNodesAndNamespacesHaveMetricsToo() {
        var words = "?metricLabelSelector=" + encoded("sysdig.com/function=last,sysdig.com/window=30s");

        for (var path : List.of(
                "namespaces/" + kinds + "/services/front/open_sessions",
                "namespaces/" + kinds + "/metrics/open_sessions",
                "namespaces/" + kinds + "/nodes/node-1/open_sessions",
                "nodes/node-1/open_sessions")) {
            await(path)
                    .atMost(Duration.ofSeconds(90))
                    .untilAsserted(() ->
                            assertThat(read(CUSTOM + "v1beta2/" + path + words)).contains("\"value\":\"12\""));
        }
    }

    @Test
    void examplesOfTheOldAdapterWorkAsTheyAre() {
        var web = created(Workload.deployment(old, "web"));
        var api = created(Workload.deployment(old, "api"));
        ready(web, 1);
        ready(api, 1);

        HandWrittenHpa.of(web, 4)
                .objectOfValue("v1/Service", "deployment;web", "net.http.request.count", "10")
                .create(BED.kubernetes());
        HandWrittenHpa.of(api, 4)
                .objectOfValue("v1/Service", "deployment;api", REQUESTS, "10")
                .create(BED.kubernetes());

        // The average of 40 against 10 wants four times as many pods, whatever the number of ready ones is.
        awaitReplicas(web, 4);
        awaitReplicas(api, 4);
    }

    @Test
    void unknownLegacyNamesAndObjectsWithoutDataAreErrorsThatSaySo() {
        var namespace = BED.namespace("errors");
        var path = CUSTOM + "v1beta2/namespaces/" + namespace + "/";

        assertThat(read(path + "services/deployment;web/net.http.request.cuont"))
                .contains("is not a legacy metric name of Sysdig", "net.http.request.count");
        assertThat(read(path + "services/job;web/net.http.request.count")).contains("means no workload");
        // A list of pods that is not there within a second is one for the next read.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(read(path + "pods/*/" + REQUESTS + "?labelSelector=app%3Dnobody"))
                        .contains("no pod of namespace"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(read(path + "deployments.apps/web/" + REQUESTS))
                        .contains("\"code\":404", "Sysdig has no series"));
    }

    private static void queue(String namespace, String name, double depth) {
        BED.exporter().set("queue_depth", labels(namespace, name), depth);
    }

    /** Of service {@code front} on node {@code node-1}. */
    private static void sessions(String namespace, double open) {
        BED.exporter()
                .set(
                        "open_sessions",
                        Map.of(
                                "kube_cluster_name",
                                Exporter.CLUSTER,
                                "kube_namespace_name",
                                namespace,
                                "kube_service_name",
                                "front",
                                "kube_node_name",
                                "node-1"),
                        open);
    }

    private static Map<String, String> labels(String namespace, String queue) {
        return Map.of("kube_cluster_name", Exporter.CLUSTER, "kube_namespace_name", namespace, "queue", queue);
    }

    private static Workload created(Workload workload) {
        workload.create(BED.kubernetes());
        return workload;
    }

    private static Map<String, String> series(Workload workload, String pod) {
        var labels = new HashMap<>(workload.series());
        labels.put("kube_pod_name", pod);
        return labels;
    }

    /** Names of its pods, as soon as so many are ready. */
    private static List<String> ready(Workload workload, int count) {
        var pods = BED.kubernetes().pods().inNamespace(workload.namespace()).withLabel("app", workload.name());
        await("pods of " + workload.name() + " are ready")
                .atMost(Duration.ofSeconds(60))
                .until(() -> pods.list().getItems().stream()
                                .filter(HandWrittenIT::isReady)
                                .count()
                        == count);
        return pods.list().getItems().stream()
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    private static void awaitReplicas(Workload workload, int expected) {
        await(workload.name() + " has " + expected + " replicas")
                .atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(workload.wantedReplicas(BED.kubernetes()))
                        .as(() -> workload.hpaConditions(BED.kubernetes()))
                        .isEqualTo(expected));
    }

    /** The body, of an error too. */
    private static String read(String path) {
        try (var impatient = new Impatient(BED.kubernetes())) {
            return impatient.get(path);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

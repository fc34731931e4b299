package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.hpa.HpaGenerator;
import com.sysdig.autoscaler.testbed.FaultyApiServer;
import com.sysdig.autoscaler.testbed.Product;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The API server answers writes with 409, 429 or 500, some of them after it did what was asked, a quarter of the reads with 429 or
 * 500, and ends watches in their first event.
 */
class ApiServerFaultsIT {
    private static final long SEED = 20_260_601;
    private static final int WORKLOADS = 12;

    private static final Testbed TESTBED = Testbed.shared();

    private final AnnotatedNamespace shop = new AnnotatedNamespace(TESTBED.namespace("api-faults"));

    @Test
    void endStateIsRightThoughMostWritesAndSomeReadsFail() {
        try (var api = FaultyApiServer.before(TESTBED.controlPlane(), SEED);
                var reconcilers = RunningReconcilers.through(api.client())) {
            shop.createForeign("old", "Deployment", "w0");
            api.fail();
            each(number -> workload(number).create(shop.kubernetes()));
            eventually(() -> each(number -> assertThat(shop.spec(hpa(number)).getMaxReplicas())
                    .as("seed %d, workload %d", SEED, number)
                    .isEqualTo(10)));
            each(number -> shop.annotate(changed(number)));
            eventually(() -> each(this::isAsAnnotated));
            api.heal();
            assertThat(reconcilers.writes("conflict") + reconcilers.writes("failed"))
                    .as("faults that reached us")
                    .isPositive();
        }
    }

    /** The client asks again by itself, and finds what it made, of which the informer may have heard meanwhile. */
    @Test
    void autoscalerIsToldOfThoughTheAnswerToItsWriteWasLost() {
        try (var api = FaultyApiServer.before(TESTBED.controlPlane(), SEED);
                var _ = RunningReconcilers.through(api.client())) {
            api.loseNextAnswerToHpaWrite();

            shop.managed("web");

            shop.eventually(() -> assertThat(shop.events("web")).contains("HpaCreated"));
            assertThat(api.failures().get(FaultyApiServer.Failure.DONE_500)).isOne();
        }
    }

    /** Before Kubernetes 1.37 in its own words. */
    @Test
    void oneIsWrittenWhereTheApiServerRefusesZero() {
        try (var api = FaultyApiServer.before(TESTBED.controlPlane(), SEED);
                var _ = RunningReconcilers.through(api.client())) {
            if (shop.admitsZero()) {
                api.refuseZero();
            }

            shop.idle().create(shop.kubernetes());

            shop.eventually(() -> assertThat(shop.hpa("idle").get()).isNotNull());
            assertThat(shop.spec("idle").getMinReplicas()).isEqualTo(1);
            shop.eventually(() -> assertThat(shop.events("idle")).contains("ScaleToZeroUnsupported"));
        }
    }

    /** To the last field like ours, so that no field is in conflict: as one that was made by {@code render}. */
    @Test
    void autoscalerThatSomebodyMakesWhileOursIsOnItsWayIsToldOfAndNotTakenOver() {
        try (var api = FaultyApiServer.before(TESTBED.controlPlane(), SEED);
                var _ = RunningReconcilers.through(api.client())) {
            shop.managed("twin");
            var twin = shop.hpa("twin").get();
            api.holdHpaWrites();
            api.holdHpaEvents();
            var web = AnnotatedNamespace.annotated(Workload.deployment(shop.name(), "web"));
            web.create(shop.kubernetes());
            shop.eventually(() -> assertThat(api.hpaWritesUnderWay()).isEqualTo(1));

            shop.kubernetes()
                    .resource(new HorizontalPodAutoscalerBuilder()
                            .withNewMetadata()
                            .withNamespace(shop.name())
                            .withName("web")
                            .withLabels(twin.getMetadata().getLabels())
                            .endMetadata()
                            .withSpec(Serialization.unmarshal(
                                    Serialization.asJson(twin.getSpec()).replace("twin", "web"),
                                    HorizontalPodAutoscalerSpec.class))
                            .build())
                    .create();
            api.releaseHpaWrites();

            shop.eventually(() -> assertThat(shop.events("web")).contains("ForeignHpa"));
            assertThat(shop.hpa("web").get().getMetadata().getManagedFields())
                    .extracting(ManagedFieldsEntry::getManager)
                    .doesNotContain(HpaGenerator.MANAGER);
            shop.annotate(AnnotatedNamespace.bare(web));
        }
    }

    @Test
    void oneToTakeOverThatScalesSomethingElseIsKnownThoughNoWatchToldOfIt() {
        try (var api = FaultyApiServer.before(TESTBED.controlPlane(), SEED);
                var _ = RunningReconcilers.through(api.client())) {
            api.holdHpaEvents();
            shop.createForeign("old", "Deployment", "other");

            var web = AnnotatedNamespace.annotated(Workload.deployment(shop.name(), "web"))
                    .with("scale-adopt", "old");
            web.create(shop.kubernetes());

            shop.eventually(() -> assertThat(shop.events("web")).containsExactly("AdoptRefused"));
            shop.annotate(AnnotatedNamespace.bare(web));
        }
    }

    /** A cache that has not heard of the deletion leads to the other one, of which it keeps no more than what it scales. */
    @Test
    void oneTakenOverInPlaceOfOneThatIsGoneIsSavedAsAWhole() {
        try (var api = FaultyApiServer.before(TESTBED.controlPlane(), SEED);
                var _ = RunningReconcilers.through(api.client())) {
            shop.createForeign("old", "Deployment", "web");
            var web = AnnotatedNamespace.annotated(Workload.deployment(shop.name(), "web"));
            web.with("scale-adopt", "old").create(shop.kubernetes());
            shop.eventually(() -> assertThat(shop.spec("old").getMaxReplicas()).isEqualTo(10));
            shop.createForeign("new", "Deployment", "web");
            shop.edit(
                    "new",
                    hpa -> hpa.editMetadata().addToAnnotations("team", "shop").endMetadata());
            shop.eventually(() -> assertThat(shop.events("web")).contains("ForeignHpa"));
            var former = shop.spec("new");
            api.holdHpaEvents();

            shop.hpa("old").delete();
            shop.annotate(web.with("scale-adopt", "new"));

            shop.eventually(() -> assertThat(annotations("new")).containsKey(AdoptedSpec.ANNOTATION));
            assertThat(Serialization.unmarshal(
                            annotations("new").get(AdoptedSpec.ANNOTATION), HorizontalPodAutoscalerSpec.class))
                    .isEqualTo(former);
            assertThat(annotations("new")).containsEntry("team", "shop");
            shop.annotate(AnnotatedNamespace.bare(web));
        }
    }

    /** The whole product, from its start on: certificate, registration, reviews, lease and reads of the HPA controller too. */
    @Test
    void productStartsAndEndsUpRightThoughAQuarterOfAllThatItAsksFails(@TempDir Path folder) {
        try (var api = FaultyApiServer.before(TESTBED.controlPlane(), SEED)) {
            var before = TESTBED.product().log().size();
            api.failSometimes();
            var product = TESTBED.product(
                    Map.of("KUBECONFIG", api.kubeconfig(folder.resolve("proxy")).toString()));
            shop.createForeign("old", "Deployment", "w0");
            each(number -> eventually(() -> create(workload(number))));
            load(workload(1), 450);
            eventually(() -> assertThat(workload(1).wantedReplicas(shop.kubernetes()))
                    .as(() -> workload(1).hpaConditions(shop.kubernetes()))
                    .isEqualTo(5));
            each(number -> eventually(() -> shop.annotate(changed(number))));
            eventually(() -> each(this::isAsAnnotated));
            eventually(() -> isRegistered(product));
            eventually(() -> assertThat(api.failures())
                    .allSatisfy((failure, count) ->
                            assertThat(count).as("seed %d, %s", SEED, failure).isPositive()));
            assertThat(product.isAlive()).isTrue();
            assertThat(product.log(before)).noneMatch(line -> line.contains("defect"));
        } finally {
            TESTBED.product().restart();
        }
    }

    private Map<String, String> annotations(String hpa) {
        return Optional.ofNullable(shop.hpa(hpa).get().getMetadata().getAnnotations())
                .orElse(Map.of());
    }

    private void isRegistered(Product product) {
        assertThat(product.managed("/q/health/ready").replace(" ", ""))
                .contains(
                        "\"status\":\"UP\"",
                        "\"apiService\":\"ours\"",
                        "v1beta2.custom.metrics.k8s.io:ours;v1beta1.custom.metrics.k8s.io:ours",
                        "\"webhook\":\"ours\"");
    }

    /** The API server itself asks us to review it, which may fail in its turn. */
    private void create(Workload workload) {
        if (shop.kubernetes().resource(workload.object()).get() == null) {
            workload.create(shop.kubernetes());
        }
    }

    private void load(Workload workload, double total) {
        var series = new HashMap<>(workload.series());
        series.put("kube_pod_name", workload.name() + "-a");
        TESTBED.exporter().set("sysdig_container_net_http_request_count", series, total);
    }

    private Workload changed(int number) {
        return number % 3 == 0
                ? AnnotatedNamespace.bare(workload(number))
                : workload(number).with("scale-max-replicas", "20");
    }

    private void isAsAnnotated(int number) {
        if (number == 0) {
            assertThat(shop.spec("old").getMaxReplicas()).isEqualTo(3);
            assertThat(shop.hpa("old").get().getMetadata().getAnnotations()).isNullOrEmpty();
        } else if (number % 3 == 0) {
            assertThat(shop.hpa(hpa(number)).get()).isNull();
        } else {
            assertThat(shop.spec(hpa(number)).getMaxReplicas()).isEqualTo(20);
        }
    }

    private Workload workload(int number) {
        var workload = AnnotatedNamespace.annotated(Workload.deployment(shop.name(), "w" + number));
        return number == 0 ? workload.with("scale-adopt", "old") : workload;
    }

    private static String hpa(int number) {
        return number == 0 ? "old" : "w" + number;
    }

    private static void each(IntConsumer step) {
        IntStream.range(0, WORKLOADS).forEach(step);
    }

    /** Failed writes are repeated after pauses that double: the ninth attempt comes after four minutes. */
    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofMinutes(8))
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptionsMatching(
                        e -> e instanceof NullPointerException || e instanceof KubernetesClientException)
                .untilAsserted(assertion);
    }
}

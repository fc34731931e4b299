package com.sysdig.autoscaler.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.metricsapi.DirectClient;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The product runs with the shipped role and nothing else: what is in it is used, and what is used is in it. */
class LeastPrivilegeIT {
    private static final Testbed BED = Testbed.shared();

    @BeforeAll
    static void doesEverythingThatNeedsARight() {
        BED.product();
        takesBackWhatItDoesNotServe();
        Edits.edit(
                BED.kubernetes()
                        .secrets()
                        .inNamespace(Installation.NAMESPACE)
                        .withName("sysdig-autoscaler-certificates"),
                secret -> new SecretBuilder(secret).withData(null).build());
        BED.product().restart();
        BED.product();
        putsTheApiServiceAndTheWebhookBack();
        var namespace = BED.namespace("rights");
        var web = Workload.deployment(namespace, "web")
                .with("scale-metric", "sysdig_container_net_http_request_count")
                .with("scale-target", "10")
                .with("scale-max-replicas", "5");
        web.create(BED.kubernetes());
        var hpa = BED.kubernetes()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace)
                .withName("web");
        until(hpa, 5);
        web.with("scale-max-replicas", "6").annotate(BED.kubernetes());
        until(hpa, 6);
        unannotated(web).annotate(BED.kubernetes());
        await().atMost(Duration.ofSeconds(30)).until(() -> hpa.get() == null);
        listsPods(namespace);
        new DirectClient(BED.product().https().getPort(), List.of()).get("/", "Authorization", "Bearer nonsense");
    }

    @Test
    void usesEveryRightThatItHas() {
        var used = used();

        assertThat(Right.granted(Installation.rights(BED.kubernetes())))
                .filteredOn(right -> used.stream().map(Right.Use::right).noneMatch(right::covers))
                .as("rights that nobody uses")
                .isEmpty();
    }

    @Test
    void isDeniedNothing() {
        assertThat(used()).filteredOn(use -> !use.allowed()).isEmpty();
    }

    /** As after custom metrics were switched off; the next start has them again. */
    private static void takesBackWhatItDoesNotServe() {
        var services = Stream.of("v1beta2.custom.metrics.k8s.io", "v1beta1.custom.metrics.k8s.io")
                .map(BED.kubernetes().apiServices()::withName)
                .toList();
        awaitAll(services);
        BED.product(Map.of("autoscaler.custom-metrics", "false"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> services.stream().allMatch(service -> service.get() == null));
    }

    /** A product that restored its certificate in time had nothing to write there. */
    private static void putsTheApiServiceAndTheWebhookBack() {
        var services = Stream.of(
                        "v1beta1.external.metrics.k8s.io",
                        "v1beta2.custom.metrics.k8s.io",
                        "v1beta1.custom.metrics.k8s.io")
                .map(BED.kubernetes().apiServices()::withName)
                .toList();
        awaitAll(services);
        services.forEach(service -> Edits.edit(service, live -> {
            live.getSpec().setGroupPriorityMinimum(7);
            return live;
        }));
        var webhook = BED.kubernetes()
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName("sysdig-autoscaler");
        Edits.edit(webhook, live -> {
            live.getWebhooks().getFirst().setTimeoutSeconds(1);
            return live;
        });
        await().atMost(Duration.ofSeconds(60))
                .until(() -> services.stream()
                                .allMatch(service -> service.get().getSpec().getGroupPriorityMinimum() != 7)
                        && webhook.get().getWebhooks().getFirst().getTimeoutSeconds() != 1);
    }

    private static void awaitAll(List<Resource<APIService>> services) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> services.stream().noneMatch(service -> service.get() == null));
    }

    /** Told by an error that shows that they are known: there are none with that label. */
    private static void listsPods(String namespace) {
        var path =
                "/apis/custom.metrics.k8s.io/v1beta2/namespaces/" + namespace + "/pods/*/m?labelSelector=app%3Dnobody";
        try (var impatient = new Impatient(BED.kubernetes())) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> impatient.get(path).contains("no pod of namespace"));
        }
    }

    private static List<Right.Use> used() {
        var audit = BED.controlPlane().audit();
        assumeThat(audit).as("an audit log").isPresent();
        return Right.used(audit.map(Path::toAbsolutePath).orElseThrow());
    }

    private static void until(Resource<HorizontalPodAutoscaler> hpa, int maximum) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> hpa.get() != null && hpa.get().getSpec().getMaxReplicas() == maximum);
    }

    private static Workload unannotated(Workload workload) {
        return Workload.deployment(workload.namespace(), workload.name());
    }
}

package com.sysdig.autoscaler.metricsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.catalog.Catalog;
import com.sysdig.autoscaler.catalog.MetricAddress;
import com.sysdig.autoscaler.catalog.Replicas;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.quantity.Amount;
import com.sysdig.autoscaler.sample.Answer;
import com.sysdig.autoscaler.sample.AnswerStore;
import com.sysdig.autoscaler.testbed.Edits;
import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything here goes through a real API server's aggregation layer. */
@QuarkusTest
@WithTestResource(ControlPlaneResource.class)
class AggregatedApiIT {
    private static final String API = "/apis/external.metrics.k8s.io/v1beta1";
    private static final String METRIC = "sysdig_container_net_http_request_count";
    private static final Workload WEB = new Workload(WorkloadKind.DEPLOYMENT, "shop", "web");

    @Inject
    KubernetesClient kubernetes;

    @Inject
    Catalog catalog;

    @Inject
    AnswerStore answers;

    @BeforeEach
    void waitUntilAvailable() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(availability()).isEqualTo("True Passed all checks passed"));
    }

    @Test
    void listsOneEntryForAllMetrics() {
        assertThat(kubernetes.raw(API)).isEqualTo("""
                {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"external.metrics.k8s.io/v1beta1",\
                "resources":[{"name":"externalmetrics","singularName":"","namespaced":true,\
                "kind":"ExternalMetricValueList","verbs":["get"]}]}""");
        assertThat(kubernetes.raw("/apis/external.metrics.k8s.io")).contains("\"v1beta1\"");
    }

    @Test
    void isPartOfTheClustersOwnDiscovery() {
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(kubernetes
                                .getApiResources("external.metrics.k8s.io/v1beta1")
                                .getResources())
                        .singleElement()
                        .satisfies(resource -> assertThat(resource.getName()).isEqualTo("externalmetrics")));
        assertThat(kubernetes.raw("/openapi/v2")).contains("swagger");
    }

    @Test
    void servesTheValueThatAnHpaAsksFor() {
        var taken = InstantSource.system().instant().minusSeconds(3);
        manage("100");

        await().untilAsserted(() -> {
            answer(new Answer.Fresh(
                    new Amount(105_763),
                    new Answer.Facts(12L, taken, 3L, 3L),
                    InstantSource.system().instant()));
            assertThat(read()).isEqualTo("""
                    {"kind":"ExternalMetricValueList","apiVersion":"external.metrics.k8s.io/v1beta1","metadata":{},\
                    "items":[{"metricName":"%s","metricLabels":{"sysdig.com/kind":"deployment",\
                    "sysdig.com/metric":"default","sysdig.com/workload":"web"},"timestamp":"%s","value":"105763m"}]}""".formatted(METRIC, taken.truncatedTo(ChronoUnit.SECONDS)));
        });
    }

    @Test
    void tellsTheUserWhatIsWrong() {
        manage("lots");

        assertThat(read()).contains("annotations are wrong", "sysdig.com/scale-target=\\\"lots\\\"");

        catalog.remove(WEB);
        assertThat(read()).contains("deployment shop/web has no sysdig.com/scale-* annotations");
    }

    @Test
    void putsTheRegistrationBackWhenSomebodyChangesIt() {
        var service = kubernetes.apiServices().withName("v1beta1.external.metrics.k8s.io");
        var bundle = service.get().getSpec().getCaBundle();

        Edits.edit(
                service,
                live -> new APIServiceBuilder(live)
                        .editSpec()
                        .withCaBundle(null)
                        .withInsecureSkipTLSVerify(true)
                        .endSpec()
                        .build());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(service.get().getSpec().getCaBundle()).isEqualTo(bundle));

        // Left missing for a while, since an uninstall deletes it first.
        service.delete();
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(service.get()).isNotNull());
    }

    private void manage(String target) {
        catalog.put(
                WEB,
                Map.of(
                        "sysdig.com/scale-metric", METRIC,
                        "sysdig.com/scale-target", target,
                        "sysdig.com/scale-max-replicas", "10"),
                new Replicas(2, 2));
    }

    private void answer(Answer answer) {
        var question = catalog.find(WEB).orElseThrow().questions().get("default");
        answers.put(Map.of(question, answer));
    }

    private String read() {
        var selector = Map.of(
                        MetricAddress.KIND, "deployment",
                        MetricAddress.WORKLOAD, "web",
                        MetricAddress.METRIC, "default")
                .entrySet()
                .stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
        // The client's own raw() keeps the bodies of errors to itself.
        var http = kubernetes.getHttpClient();
        var request = http.newHttpRequestBuilder()
                .uri(kubernetes
                        .getMasterUrl()
                        .toString()
                        .replaceFirst("/$", "")
                        .concat(API + "/namespaces/shop/" + METRIC + "?labelSelector=")
                        .concat(URLEncoder.encode(selector, StandardCharsets.UTF_8)))
                .build();
        return http.sendAsync(request, String.class).join().body();
    }

    private String availability() {
        var service = kubernetes
                .apiServices()
                .withName("v1beta1.external.metrics.k8s.io")
                .get();
        return service == null || service.getStatus() == null
                ? "none"
                : service.getStatus().getConditions().stream()
                        .filter(condition -> condition.getType().equals("Available"))
                        .map(condition ->
                                condition.getStatus() + " " + condition.getReason() + " " + condition.getMessage())
                        .findFirst()
                        .orElse("unknown");
    }
}

package com.sysdig.autoscaler.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Product;
import com.sysdig.autoscaler.testbed.Testbed;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What EndpointSlices of a real API server say. */
class LivingReplicasIT {
    private static final Testbed BED = Testbed.shared();

    private final String namespace = BED.namespace("living");
    private final LivingReplicas living = new LivingReplicas(BED.kubernetes(), namespace, "autoscaler");

    @BeforeEach
    void watch() {
        living.watch();
    }

    @AfterEach
    void close() {
        living.close();
    }

    @Test
    void everyPodOfTheServiceCountsOnceUntilItIsGone() {
        apply(slice("other", "other-service", "IPv4", "10.0.0.1"));
        apply(slice("first", "autoscaler", "IPv4", "10.0.0.2", "10.0.0.3"));
        apply(slice("second", "autoscaler", "IPv4", "10.0.0.4"));
        apply(slice("sixth", "autoscaler", "IPv6", "fd00::2", "fd00::3"));
        awaitCount(3);

        apply(slice("first", "autoscaler", "IPv4", "10.0.0.2"));
        awaitCount(2);

        BED.kubernetes().resource(slice("second", "autoscaler", "IPv4")).delete();
        apply(slice("first", "autoscaler", "IPv4"));
        apply(slice("sixth", "autoscaler", "IPv6"));
        awaitCount(0);
    }

    @Test
    void othersAreThoseThatAreReadyAtAddressesOfOurFamily() {
        apply(slice("gone", "autoscaler", "IPv4", "10.0.0.9"));
        apply(ready(slice("first", "autoscaler", "IPv4", "10.0.0.2", "10.0.0.3")));
        apply(ready(slice("sixth", "autoscaler", "IPv6", "fd00::2", "fd00::3")));

        await("others of IPv4")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(living.others("10.0.0.2:9443"))
                        .containsExactly(URI.create("https://10.0.0.3:8443")));
        await("others of IPv6")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(living.others("[fd00::3]:8443"))
                        .containsExactly(URI.create("https://[fd00::2]:8443")));
    }

    /** Of 4000 requests in the tests. One replica runs, and nobody has heard of the others. */
    @Test
    void partsOfThoseThatDoNotCopyAreLeftToThem() {
        var product = BED.product();
        var slice = slice("counted", "sysdig-autoscaler", "IPv4", "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4");
        slice.getMetadata().setNamespace("sysdig-autoscaler");
        awaitLimit(product, 4_000);
        apply(slice);
        try {
            awaitLimit(product, 1_000);
        } finally {
            BED.kubernetes().resource(slice).delete();
        }
        awaitLimit(product, 4_000);
    }

    private static void awaitLimit(Product product, int expected) {
        await("requests a minute")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(product.managed("/q/metrics"))
                        .contains("sysdig_autoscaler_requests_limit " + expected + ".0"));
    }

    private void awaitCount(int expected) {
        await("so many are counted").atMost(Duration.ofSeconds(30)).until(() -> living.getAsInt() == expected);
    }

    private static void apply(HasMetadata object) {
        BED.kubernetes().resource(object).forceConflicts().serverSideApply();
    }

    /** Of pods that are not ready: they may ask Sysdig all the same. */
    private GenericKubernetesResource slice(String name, String service, String family, String... addresses) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion("discovery.k8s.io/v1")
                .withKind("EndpointSlice")
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .addToLabels("kubernetes.io/service-name", service)
                .endMetadata()
                .addToAdditionalProperties("addressType", family)
                .addToAdditionalProperties("ports", List.of(Map.of("name", "https", "port", 8443)))
                .addToAdditionalProperties(
                        "endpoints",
                        Stream.of(addresses)
                                .map(address ->
                                        Map.of("addresses", List.of(address), "conditions", Map.of("ready", false)))
                                .toList())
                .build();
    }

    private static GenericKubernetesResource ready(GenericKubernetesResource slice) {
        slice.setAdditionalProperty(
                "endpoints",
                slice.<List<Map<String, Object>>>get("endpoints").stream()
                        .map(one -> Map.of("addresses", one.get("addresses"), "conditions", Map.of("ready", true)))
                        .toList());
        return slice;
    }
}

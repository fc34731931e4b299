package com.sysdig.autoscaler.metricsapi.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskedTest {
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "GET, namespaces/shop/m, list shop m - -",
        "HEAD, namespaces/shop/m, list shop m - -",
        "GET, namespaces/shop/pods/%2A/m, get shop pods m *",
        "GET, namespaces/shop/deployments.apps/web/m, get shop deployments.apps m web",
        "GET, namespaces/shop/metrics/m, get shop metrics - m",
        "GET, nodes/n1/m, get - nodes m n1",
        "GET, namespaces/shop, get shop namespaces - shop",
        "GET, namespaces/shop/status, get shop namespaces status shop",
        "GET, namespaces/shop/a%7Cb, list shop a|b - -",
        "GET, namespaces/shop/a+b/, list shop a+b - -",
        "POST, namespaces/shop/m, create shop m - -",
        "DELETE, namespaces/shop/m, deletecollection shop m - -",
        "DELETE, namespaces/shop/m/x, delete shop m - x",
    })
    void readsResourcesAsAnApiServerDoes(String method, String path, String expected) {
        var asked = (Asked.OfResource) of(method, "/apis/g/v1/" + path, false);

        assertThat(asked.group()).isEqualTo("g");
        assertThat(asked.version()).isEqualTo("v1");
        assertThat(String.join(
                        " ",
                        asked.verb(),
                        shown(asked.namespace()),
                        asked.resource(),
                        shown(asked.subresource()),
                        shown(asked.name())))
                .isEqualTo(expected);
    }

    @Test
    void semicolonIsPartOfAServicesNameInMetricsOfObjectsAndNowhereElse() {
        var path = "/apis/custom.metrics.k8s.io/v1beta2/namespaces/shop/services/deployment;web/m";
        var asked = (Asked.OfResource) of("GET", path, false);
        assertThat(asked.name()).isEqualTo("deployment;web");
        assertThat(asked.resource()).isEqualTo("services");
        assertThat(asked.subresource()).isEqualTo("m");
        assertThat(of("GET", path.replace(";", "%3B"), false)).isEqualTo(asked);

        assertThat(Stream.of(
                                path.replace("services", "pods"),
                                path.replace("custom", "external"),
                                path.replace("/m", "/m;x"),
                                path.replace("shop", "shop;x"),
                                path.replace("v1beta2", "v1beta2;x"),
                                path.replace("namespaces/shop/services", "services"))
                        .map(RequestPath::parse))
                .allMatch(Optional::isEmpty);
    }

    @Test
    void watchesWhatHasNoName() {
        assertThat(of("GET", "/apis/g/v1/namespaces/shop/m", true).verb()).isEqualTo("watch");
        assertThat(of("GET", "/apis/g/v1/namespaces/shop/m/x", true).verb()).isEqualTo("get");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/apis", "/apis/g/v1", "/apis/g/v1/", "/openapi/v3/apis/g/v1", "/version"})
    void takesTheRestForPaths(String path) {
        assertThat(of("GET", path, false)).isEqualTo(new Asked.OfPath("get", path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//",
                "/apis//g",
                "/apis/../x",
                "/apis/%2e%2E/x",
                "/apis/g%2Fv1/m",
                "/a;b/c",
                "/a%3Bb",
                "/a%5Cb",
                "/a%zz"
            })
    void refusesWhatReadsInTwoWays(String path) {
        assertThat(RequestPath.parse(path)).isEmpty();
    }

    private static Asked of(String method, String path, boolean watch) {
        return Asked.of(method, RequestPath.parse(path).orElseThrow(), watch);
    }

    private static String shown(String text) {
        return text.isEmpty() ? "-" : text;
    }
}

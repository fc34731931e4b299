package com.sysdig.autoscaler.metricsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.certificates.ClientAuthority;
import com.sysdig.autoscaler.testbed.Edits;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our port without an API server between: strangers, and a front proxy whose authority joined the trusted ones. */
@QuarkusTest
@WithTestResource(ControlPlaneResource.class)
class DirectApiIT {
    private static final String API = "/apis/external.metrics.k8s.io/v1beta1";
    private static final String METRIC = API + "/namespaces/shop/queue_depth";
    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private static final String[] ANN = {"X-Remote-User", "ann", "X-Remote-Group", "system:masters"};
    private static final String UNAUTHORIZED = "\"message\":\"Unauthorized\",\"reason\":\"Unauthorized\",\"code\":401";

    private final ClientAuthority authority =
            ClientAuthority.create(InstantSource.system().instant());

    @Inject
    KubernetesClient kubernetes;

    @ConfigProperty(name = "quarkus.http.test-ssl-port")
    int port;

    private DirectClient proxy;

    @BeforeEach
    void joinTheTrustedAuthorities() {
        var now = InstantSource.system().instant();
        Edits.edit(
                kubernetes.configMaps().inNamespace("kube-system").withName("extension-apiserver-authentication"),
                map -> map.getData().get("requestheader-client-ca-file").contains(authority.pem())
                        ? map
                        : new ConfigMapBuilder(map)
                                .addToData(
                                        "requestheader-client-ca-file",
                                        map.getData().get("requestheader-client-ca-file") + authority.pem())
                                .build());
        proxy = new DirectClient(
                port, authority.client("front-proxy-client", now).keys());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(get(API).statusCode()).isEqualTo(200));
    }

    @Test
    void believesNoBadCertificate() {
        var now = InstantSource.system().instant();
        var stranger = new DirectClient(
                port,
                ClientAuthority.create(now).client("front-proxy-client", now).keys());
        var otherName =
                new DirectClient(port, authority.client("somebody-else", now).keys());
        var server = new DirectClient(
                port, authority.server("front-proxy-client", now).keys());

        Stream.of(stranger, otherName, server).forEach(client -> {
            for (var path : new String[] {
                "/",
                "/apis",
                API,
                METRIC,
                "/openapi/v2",
                "/version",
                "/q/health",
                "/none",
                "/internal/answers",
                "/internal/reads"
            }) {
                var reply = client.get(path, "X-Remote-User", "system:admin", "X-Remote-Group", "system:masters");
                assertThat(reply.statusCode()).as(path).isEqualTo(401);
                assertThat(reply.body()).contains(UNAUTHORIZED);
                assertIsJson(reply);
            }
        });
    }

    @Test
    void refusesTheFrontProxyThatAsksForNobody() {
        assertThat(proxy.get(API).statusCode()).isEqualTo(401);
    }

    @Test
    void agreesOnTheFormOfDiscovery() {
        var aggregated = get("/apis", "Accept", AGGREGATED);
        assertThat(aggregated.statusCode()).isEqualTo(200);
        assertThat(aggregated.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/json")
                .contains("g=apidiscovery.k8s.io", "v=v2", "as=APIGroupDiscoveryList");
        assertThat(aggregated.headers().allValues("Vary")).contains("Accept");
        assertThat(aggregated.body()).contains("APIGroupDiscoveryList");

        var tag = aggregated.headers().firstValue("ETag").orElseThrow();
        var again = get("/apis", "Accept", AGGREGATED, "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();

        var legacy = get("/apis", "Accept", "application/json");
        assertThat(legacy.body()).contains("APIGroupList");
        assertIsJson(legacy);
    }

    @Test
    void servesDiscoveryOpenApiAndVersion() {
        assertThat(get("/apis").body()).contains("\"kind\":\"APIGroupList\"");
        assertThat(get("/apis/external.metrics.k8s.io").body()).contains("\"kind\":\"APIGroup\"");
        assertThat(get(API).body()).contains("\"kind\":\"APIResourceList\"");
        assertThat(get("/apis/custom.metrics.k8s.io").body()).contains("\"kind\":\"APIGroup\"");
        assertThat(get("/apis/custom.metrics.k8s.io/v1beta1").body()).contains("\"kind\":\"APIResourceList\"");
        assertThat(get("/openapi/v2", "Accept", "application/json").body()).contains("\"swagger\":\"2.0\"");
        assertThat(get("/openapi/v3").body()).isEqualTo("{\"paths\":{}}");
        assertThat(get("/version").body()).contains("\"gitVersion\":\"v");
    }

    @Test
    void readsAnyAcceptHeaderThatAllowsJson() {
        assertThat(get(API, "Accept", "application/vnd.kubernetes.protobuf, */*")
                        .statusCode())
                .isEqualTo(200);
        assertThat(get(API, "Accept", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")
                        .statusCode())
                .isEqualTo(200);

        assertStatus(get(API, "Accept", "application/vnd.kubernetes.protobuf"), 406, "NotAcceptable");
        assertStatus(get(METRIC, "Accept", "application/vnd.kubernetes.protobuf"), 503, "ServiceUnavailable");
        assertStatus(get("/none", "Accept", "text/html"), 404, "NotFound");
    }

    @Test
    void makesAStatusOfEveryError() {
        assertStatus(get("/none"), 404, "NotFound");
        assertStatus(get("/apis/custom.metrics.k8s.io/v1beta3"), 404, "NotFound");
        assertStatus(get("/apis/custom.metrics.k8s.io/v1beta3/namespaces/shop/pods/web/m"), 404, "NotFound");
        assertStatus(get("/apis/custom.metrics.k8s.io/v1beta2/namespaces/shop"), 404, "NotFound");
        assertStatus(get("/apis/custom.metrics.k8s.io/v1beta2/namespaces/shop/m"), 400, "BadRequest");
        assertStatus(get(API + "/namespaces/shop"), 404, "NotFound");
        assertStatus(get(METRIC + "/more"), 404, "NotFound");
        assertStatus(get(METRIC + "?watch=true"), 405, "MethodNotAllowed");
        assertStatus(get(METRIC + "?labelSelector=a%3D%3D%3Db"), 400, "BadRequest");
        var body = HttpRequest.BodyPublishers.ofString("{}");
        for (var method : new String[] {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
            assertStatus(
                    proxy.send(method, METRIC, body, with("Content-Type", "application/json")),
                    405,
                    "MethodNotAllowed");
        }
    }

    @Test
    void saysThatABodyIsTooLarge() {
        var body = HttpRequest.BodyPublishers.ofByteArray(new byte[11_000_000]);

        assertStatus(proxy.send("POST", METRIC, body, ANN), 413, "RequestEntityTooLarge");
    }

    @Test
    void readsSelectorsAsTheyTravel() {
        assertThat(get(METRIC + "?labelSelector=a+in+%28b%2Cc%29%2C&limit=500&timeout=1s&unknown=x")
                        .body())
                .contains("label selector \\\"a in (b,c),\\\"");
        assertThat(get(API + "/namespaces/shop/a%7Cb%3Cc").body()).contains("metric a|b\\u003Cc");
    }

    @Test
    void indentsForPeople() {
        assertThat(get("/openapi/v3?pretty=true").body()).contains("\n");
        assertThat(get("/none?pretty=true").body()).contains("\n  \"kind\" : \"Status\"");
    }

    @Test
    void echoesTheAuditIdAndForbidsGuessing() {
        var reply = get("/none", "Audit-Id", "a-1");

        assertThat(reply.headers().firstValue("Audit-Id")).contains("a-1");
        assertThat(reply.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(reply.headers().firstValue("Retry-After")).isEmpty();
        assertThat(new DirectClient(port, List.of())
                        .get("/", "Audit-Id", "a-2")
                        .headers()
                        .firstValue("Audit-Id"))
                .contains("a-2");
    }

    private HttpResponse<String> get(String path, String... headers) {
        return proxy.get(path, with(headers));
    }

    private static String[] with(String... headers) {
        return Stream.concat(Stream.of(ANN), Stream.of(headers)).toArray(String[]::new);
    }

    private static void assertStatus(HttpResponse<String> reply, int code, String reason) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(code);
        assertThat(reply.body())
                .startsWith("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\"")
                .contains("\"reason\":\"" + reason + "\"", "\"code\":" + code);
        assertIsJson(reply);
    }

    private static void assertIsJson(HttpResponse<String> reply) {
        assertThat(reply.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(reply.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
}

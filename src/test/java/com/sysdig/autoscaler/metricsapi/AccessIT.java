package com.sysdig.autoscaler.metricsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.certificates.ClientAuthority;
import com.sysdig.autoscaler.testbed.Edits;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Everybody who may come to our port, judged with the help of a real API server. Who is let through gets 400, because the
 * selector cannot be read.
 */
@QuarkusTest
@WithTestResource(ControlPlaneResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessIT {
    private static final String API = "/apis/external.metrics.k8s.io/v1beta1";
    private static final String PROXY = "front-proxy-client";
    private final Instant now = InstantSource.system().instant();
    private final ClientAuthority frontProxies = ClientAuthority.create(now);
    private final ClientAuthority users = ClientAuthority.create(now);

    private Grants grants;
    private String metric;

    @Inject
    KubernetesClient kubernetes;

    @ConfigProperty(name = "quarkus.http.test-ssl-port")
    int port;

    private DirectClient proxy;

    @BeforeAll
    void grantsRoles() {
        grants = Grants.in(kubernetes, "queue_depth");
        metric = API + "/namespaces/" + grants.namespace() + "/queue_depth?labelSelector=a%3D%3D%3Db";
    }

    @BeforeEach
    void joinTheTrustedAuthorities() {
        Edits.edit(
                kubernetes.configMaps().inNamespace("kube-system").withName("extension-apiserver-authentication"),
                map -> new ConfigMapBuilder(map)
                        .addToData(
                                "requestheader-client-ca-file",
                                joined(map.getData().get("requestheader-client-ca-file"), frontProxies))
                        .addToData("client-ca-file", joined(map.getData().get("client-ca-file"), users))
                        .build());
        proxy = new DirectClient(port, frontProxies.client(PROXY, now).keys());
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(proxy.get(API, "X-Remote-User", "ann").statusCode()).isEqualTo(200);
            assertThat(user("ann").get(API).statusCode()).isEqualTo(200);
        });
    }

    @Test
    void whoHasNoCertificateMayWhatTheClusterAllowsTheAnonymous() {
        assertForbidden(() -> anybody().get(metric), "system:anonymous");
        assertThat(judged(() -> anybody().get(API)).body())
                .contains("forbidden: User \\\"system:anonymous\\\" cannot get path \\\"" + API + "\\\"");
        assertThat(judged(() -> anybody().get("/version")).statusCode()).isEqualTo(200);
    }

    @Test
    void headersWithoutACertificateMakeNobodyOfAnybody() {
        assertForbidden(
                () -> anybody().get(metric, "X-Remote-User", "admin", "X-Remote-Group", "system:masters"),
                "system:anonymous");
        assertForbidden(
                () -> user("ann").get(metric, "X-Remote-User", "admin", "X-Remote-Group", "system:masters"), "ann");
    }

    @Test
    void anotherAuthoritysCertificateIsNoCertificateOfTheProxy() {
        assertUnauthorized(ClientAuthority.create(now).client(PROXY, now));
    }

    @Test
    void anotherNameOfTheProxysAuthorityIsNotTheProxy() {
        assertUnauthorized(frontProxies.client("somebody-else", now));
    }

    @Test
    void expiredCertificateIsNoCertificate() {
        assertUnauthorized(frontProxies.client(PROXY, now.minus(Duration.ofDays(366))));
        assertUnauthorized(users.client("ann", now.minus(Duration.ofDays(366))));
    }

    @Test
    void certificateForServersIsNoneForClients() {
        assertUnauthorized(frontProxies.server(PROXY, now));
        assertUnauthorized(users.server("ann", now));
    }

    @Test
    void proxyAsksForAUserWithAndWithoutTheRole() {
        assertAdmitted(() -> proxy.get(metric, "X-Remote-User", Grants.READER));
        assertForbidden(() -> proxy.get(metric, "X-Remote-User", "ann"), "ann");
    }

    @Test
    void eachOfSeveralGroupsCounts() {
        assertAdmitted(() ->
                proxy.get(metric, "X-Remote-User", "ann", "X-Remote-Group", "blue", "X-Remote-Group", Grants.READERS));
        assertForbidden(() -> proxy.get(metric, "X-Remote-User", "ann", "X-Remote-Group", "blue"), "ann");
    }

    @Test
    void escapedKeysOfExtrasAreNoHindrance() {
        assertAdmitted(() -> proxy.get(
                metric,
                "X-Remote-User",
                Grants.READER,
                "X-Remote-Extra-Authentication.kubernetes.io%2Fcredential-id",
                "X509SHA256=00"));
    }

    @Test
    void certificateOfTheClustersAuthorityNamesUserAndGroups() {
        assertAdmitted(() -> user(Grants.READER).get(metric));
        assertAdmitted(() -> user("ann,O=blue,O=" + Grants.READERS).get(metric));
        assertForbidden(() -> user("ann,O=blue").get(metric), "ann");
    }

    @Test
    void goodTokenNamesAUserWithAndWithoutTheRole() {
        assertAdmitted(() -> anybody().get(metric, "Authorization", "Bearer " + grants.token(Grants.READER)));
        assertForbidden(
                () -> anybody().get(metric, "Authorization", "bearer " + grants.token("stranger")),
                "system:serviceaccount:" + grants.namespace() + ":stranger");
    }

    @Test
    void badTokenIsWorseThanNone() {
        var reply = anybody().get("/version", "Authorization", "Bearer nonsense");

        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(reply.body()).contains("\"message\":\"Unauthorized\"", "\"reason\":\"Unauthorized\"");
        assertForbidden(() -> anybody().get(metric, "Authorization", "Basic YTpi"), "system:anonymous");
    }

    @Test
    void expiredTokenIsNoToken() {
        var key = Path.of(System.getProperty("kubeconfig")).resolveSibling("sa.key");
        assumeThat(key).as("the cluster's own signing key").exists();

        assertAdmitted(() ->
                anybody().get(metric, "Authorization", "Bearer " + grants.signed(key, now.plusSeconds(600))));
        assertThat(anybody()
                        .get(metric, "Authorization", "Bearer " + grants.signed(key, now.minusSeconds(60)))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void tokenCountsWhereTheCertificateIsNoGood() {
        var server = new DirectClient(port, users.server("ann", now).keys());

        assertAdmitted(() -> server.get(metric, "Authorization", "Bearer " + grants.token(Grants.READER)));
    }

    @Test
    void roleOfOneMetricIsNoneOfAnother() {
        var reply = judged(() -> proxy.get(metric.replace("queue_depth", "a%3Cb"), "X-Remote-User", Grants.READER));

        assertThat(reply.statusCode()).isEqualTo(403);
        assertThat(reply.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(reply.body())
                .contains("a\\u003Cb.external.metrics.k8s.io is forbidden: User \\\"%s\\\" cannot list resource"
                                .formatted(Grants.READER)
                        + " \\\"a\\u003Cb\\\" in API group \\\"external.metrics.k8s.io\\\" in the namespace \\\"%s\\\""
                                .formatted(grants.namespace()))
                .contains("\"reason\":\"Forbidden\"", "\"code\":403");
    }

    @Test
    void pathThatReadsInTwoWaysIsRefused() {
        for (var path :
                List.of("/apis//external.metrics.k8s.io", API + "%2Fnamespaces/x/m", API + "/namespaces/x;y/m")) {
            assertThat(proxy.get(path, "X-Remote-User", "ann").statusCode())
                    .as(path)
                    .isEqualTo(400);
        }
    }

    @Test
    void takesOverNamesOfProxiesAndHeadersWithoutARestart() {
        var other =
                new DirectClient(port, frontProxies.client("other-proxy", now).keys());
        assertThat(other.get(API, "X-Other-User", "ann").statusCode()).isEqualTo(401);

        Edits.edit(
                kubernetes.configMaps().inNamespace("kube-system").withName("extension-apiserver-authentication"),
                map -> new ConfigMapBuilder(map)
                        .addToData("requestheader-allowed-names", "[\"front-proxy-client\",\"other-proxy\"]")
                        .addToData("requestheader-username-headers", "[\"X-Remote-User\",\"X-Other-User\"]")
                        .build());

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(other.get(API, "X-Other-User", "ann").statusCode())
                                .isEqualTo(200));
    }

    private static String joined(String bundle, ClientAuthority authority) {
        return bundle.contains(authority.pem()) ? bundle : bundle + authority.pem();
    }

    private DirectClient anybody() {
        return new DirectClient(port, List.of());
    }

    private DirectClient user(String subject) {
        return new DirectClient(port, users.client(subject, now).keys());
    }

    private void assertUnauthorized(ClientAuthority.Client client) {
        var reply = new DirectClient(port, client.keys())
                .get(metric, "X-Remote-User", "admin", "X-Remote-Group", "system:masters");
        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(reply.body()).contains("\"message\":\"Unauthorized\"", "\"code\":401");
    }

    /** The API server takes a moment to learn of the roles. */
    private static void assertAdmitted(Supplier<HttpResponse<String>> request) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var reply = request.get();
            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
        });
    }

    private static void assertForbidden(Supplier<HttpResponse<String>> request, String user) {
        var reply = judged(request);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(403);
        assertThat(reply.body()).contains("is forbidden: User \\\"" + user + "\\\" cannot list resource");
    }

    /** The first reply for which the API server reviewed in time. */
    private static HttpResponse<String> judged(Supplier<HttpResponse<String>> request) {
        return await().atMost(Duration.ofSeconds(30))
                .until(request::get, reply -> reply.statusCode() != 401 && reply.statusCode() != 500);
    }
}

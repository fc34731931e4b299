package com.sysdig.autoscaler.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sysdig.autoscaler.testbed.LoopbackServer;
import com.sysdig.autoscaler.testbed.Product;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The packaged program as a process, without a cluster: settings are looked at before anything is connected to. */
class WrongSettingsIT {
    private static final Map<String, String> RIGHT = Map.of(
            "SYSDIG_REGION", "us1",
            "SYSDIG_CLUSTER_NAME", "production",
            "AUTOSCALER_SERVICE_NAMESPACE", "autoscaling",
            "SYSDIG_AUTOSCALER_SERVICE_HOST", "10.0.0.1",
            "SYSDIG_AUTOSCALER_PORT", "tcp://10.0.0.1:443");

    private record Ended(int code, List<String> output) {}

    @Test
    void endsWithOneLineForAMissingSetting() throws Exception {
        var ended = run(Map.of("SYSDIG_CLUSTER_NAME", ""));

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output())
                .containsExactly("sysdig.cluster-name (environment variable SYSDIG_CLUSTER_NAME) is missing or empty;"
                        + " write for example sysdig.cluster-name=production");
    }

    @Test
    void endsWithOneLineForEachWrongSetting() throws Exception {
        var ended = run(Map.of("SYSDIG_TIMEOUT", "soon", "AUTOSCALER_REGISTER", "no", "SYSDIG_API_TOKN", "secret"));

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("sysdig.timeout (environment variable SYSDIG_TIMEOUT) \"soon\""))
                .anyMatch(line -> line.startsWith("autoscaler.register (environment variable AUTOSCALER_REGISTER)"))
                .anyMatch(line -> line.contains("did you mean SYSDIG_API_TOKEN"))
                .noneMatch(line -> line.contains("secret"));
    }

    @Test
    void readsAHeaderFromItsVariable() throws Exception {
        var ended = run(Map.of("SYSDIG_HEADERS__IBMINSTANCEID_", "é"));

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).singleElement().asString().contains("SYSDIG_HEADERS__IBMINSTANCEID_");
    }

    /** No real cluster of this version can be had here. */
    @Test
    void endsWithALineWhereKubernetesIsTooOldAndHasRegisteredNothingThere() throws Exception {
        var certified = new CountDownLatch(1);
        var registered = new CountDownLatch(1);
        try (var api = LoopbackServer.start(exchange -> answerAsAnOldOne(exchange, certified, registered))) {
            var ended = run(Map.of(
                    "QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL", api.uri().toString(),
                    "QUARKUS_HTTP_SSL_PORT", "0",
                    "QUARKUS_MANAGEMENT_PORT", "0",
                    "SYSDIG_API_TOKEN", "t"));

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.output())
                    .filteredOn(line -> line.contains("Kubernetes 1.29 is too old"))
                    .hasSize(1);
            assertThat(registered.getCount()).as("APIService and webhook").isOne();
        }
    }

    /** It has nothing, takes everything, and is in no hurry to tell its version. */
    private static void answerAsAnOldOne(HttpExchange exchange, CountDownLatch certified, CountDownLatch registered)
            throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.equals("/version")) {
            awaitQuietly(certified, 60); // nothing is registered without a certificate
            awaitQuietly(registered, 3);
            LoopbackServer.answer(
                    exchange, 200, "application/json", "{\"major\":\"1\",\"minor\":\"29\",\"gitVersion\":\"v1.29.3\"}");
        } else if (exchange.getRequestMethod().equals("POST")) {
            if (path.contains("registration")) {
                registered.countDown();
            }
            if (path.contains("secrets")) {
                certified.countDown();
            }
            LoopbackServer.answer(exchange, 201, "application/json", body);
        } else {
            LoopbackServer.answer(exchange, 404, "application/json", """
                    {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404}""");
        }
    }

    private static void awaitQuietly(CountDownLatch latch, long seconds) {
        try {
            var _ = latch.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Ended run(Map<String, String> changed) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(Product.command()).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("(SYSDIG|AUTOSCALER|JAVA_TOOL)_.*|(?i)https?_proxy"));
        builder.environment().putAll(RIGHT);
        builder.environment().putAll(changed);
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        try {
            var output = new ArrayList<String>();
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(output::add);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}

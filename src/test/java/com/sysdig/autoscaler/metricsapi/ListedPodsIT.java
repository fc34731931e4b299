package com.sysdig.autoscaler.metricsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An API server that takes its time, which a real one does not when asked to. Time is moved by hand. */
class ListedPodsIT {
    private static final String LIST = "{\"metadata\":{},\"items\":[{\"metadata\":{\"name\":\"web-1\"}}]}";

    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile Instant now = Instant.parse("2026-06-01T12:00:00Z");
    private volatile String body = LIST;
    private HttpServer apiServer;
    private KubernetesClient kubernetes;
    private ListedPods pods;

    @BeforeEach
    void start() throws IOException {
        apiServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        apiServer.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        apiServer.createContext("/", this::list);
        apiServer.start();
        var config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + apiServer.getAddress().getPort())
                .build();
        kubernetes = new KubernetesClientBuilder().withConfig(config).build();
        pods = new ListedPods(kubernetes, () -> now);
    }

    @AfterEach
    void stop() {
        gate.countDown();
        kubernetes.close();
        apiServer.stop(0);
    }

    @Test
    void aPromptListIsRememberedForSeconds() {
        gate.countDown();
        assertThat(pods.of("shop", "app=web")).succeedsWithin(Duration.ofSeconds(30));

        after(4);
        assertThat(pods.of("shop", "app=web")).isCompletedWithValue(web());
        after(2);
        assertThat(pods.of("shop", "app=web")).succeedsWithin(Duration.ofSeconds(30));
        assertThat(requests).hasValue(2);
    }

    @Test
    void aLateListIsForTheNextRead() {
        var late = pods.of("shop", "app=web");
        await().atMost(Duration.ofSeconds(30)).until(() -> requests.get() == 1);

        after(2);
        gate.countDown();
        assertThat(late).succeedsWithin(Duration.ofSeconds(30));
        after(15);

        assertThat(pods.of("shop", "app=web")).isCompletedWithValue(web());
        assertThat(requests).hasValue(1);
    }

    @Test
    void aListOfBeforeTheClockWasPutBackIsForgotten() {
        gate.countDown();
        assertThat(pods.of("shop", "app=web")).succeedsWithin(Duration.ofSeconds(30));

        after(-3_600);
        assertThat(pods.of("shop", "app=web")).succeedsWithin(Duration.ofSeconds(30));
        assertThat(requests).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "[]", "<html>busy</html>", "<p>busy: try again</p>", "a: {"})
    void aListThatIsNoneIsNoEmptyOne(String body) {
        this.body = body;
        gate.countDown();

        assertThat(pods.of("shop", "app=web"))
                .succeedsWithin(Duration.ofSeconds(30))
                .isInstanceOf(PodNames.Listed.Unknown.class);
    }

    @Test
    void theApiServersEmptyListIsOne() {
        body = "{\"kind\":\"PartialObjectMetadataList\",\"metadata\":{},\"items\":null}";
        gate.countDown();

        assertThat(pods.of("shop", "app=web"))
                .succeedsWithin(Duration.ofSeconds(30))
                .isEqualTo(new PodNames.Listed.Names(List.of()));
    }

    private static PodNames.Listed web() {
        return new PodNames.Listed.Names(List.of("web-1"));
    }

    private void after(long seconds) {
        now = now.plusSeconds(seconds);
    }

    private void list(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            gate.await();
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

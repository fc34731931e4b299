package com.sysdig.autoscaler.testbed;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** An aggregated API that answers whatever it is asked with one text, to compare ours with. */
public final class PlainApi implements AutoCloseable {

    /** Below it every path is answered. */
    public static final String PATH = "/apis/plain.testbed/v1";

    private static final String ANSWER = """
            {"kind":"ExternalMetricValueList","apiVersion":"external.metrics.k8s.io/v1beta1","metadata":{},"items":[{\
            "metricName":"plain","metricLabels":{"sysdig.com/kind":"deployment","sysdig.com/metric":"default","sysdig.com/workload":"plain"},\
            "timestamp":"2026-11-25T00:00:00Z","value":"50"}]}""";

    private final Vertx vertx = Vertx.vertx();

    private PlainApi() {}

    /** Reached by the API server when this returns. */
    public static PlainApi start(Testbed testbed) {
        var plain = new PlainApi();
        int port = plain.listen();
        testbed.controlPlane().admit(port);
        var kubernetes = testbed.kubernetes();
        var yaml = """
            apiVersion: apiregistration.k8s.io/v1
            kind: APIService
            metadata: {name: v1.plain.testbed}
            spec:
              group: plain.testbed
              version: v1
              groupPriorityMinimum: 100
              versionPriority: 100
              insecureSkipTLSVerify: true
              service: {namespace: %s, name: %s, port: %d}
            """.formatted(Installation.NAMESPACE, Installation.SERVICE, port);
        kubernetes
                .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .serverSideApply();
        await("the API server reaches the plain API")
                .atMost(Duration.ofSeconds(60))
                .until(() -> isRouted(kubernetes));
        return plain;
    }

    private int listen() {
        var identity = new Authority("plain").serving(List.of("localhost"));
        var options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(identity.certificate()))
                        .addKeyValue(Buffer.buffer(identity.key())));
        return vertx.createHttpServer(options)
                .requestHandler(request -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(ANSWER))
                .listen()
                .map(HttpServer::actualPort)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static boolean isRouted(KubernetesClient kubernetes) {
        try {
            return kubernetes.raw(PATH + "/any").contains("plain");
        } catch (KubernetesClientException _) {
            return false;
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

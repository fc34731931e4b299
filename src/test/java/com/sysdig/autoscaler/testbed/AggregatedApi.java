package com.sysdig.autoscaler.testbed;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** An API of the testbed that the API server leads to, as long as it is open. */
final class AggregatedApi implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final KubernetesClient kubernetes;
    private final String group;
    private final String version;

    private AggregatedApi(KubernetesClient kubernetes, String group, String version) {
        this.kubernetes = kubernetes;
        this.group = group;
        this.version = version;
    }

    /**
     * Reached by the API server when this returns.
     *
     * @param answers to discovery of the version too
     */
    static AggregatedApi start(Testbed testbed, String group, String version, Handler<HttpServerRequest> answers) {
        var api = new AggregatedApi(testbed.kubernetes(), group, version);
        int port = api.listen(answers);
        testbed.controlPlane().admit(port);
        api.register(port);
        await("the API server reaches " + group).atMost(Duration.ofSeconds(60)).until(api::isRouted);
        return api;
    }

    private int listen(Handler<HttpServerRequest> answers) {
        var identity = new Authority(group).serving(List.of("localhost"));
        var options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(identity.certificate()))
                        .addKeyValue(Buffer.buffer(identity.key())));
        return vertx.createHttpServer(options)
                .requestHandler(answers)
                .listen()
                .map(HttpServer::actualPort)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void register(int port) {
        var yaml = """
            apiVersion: apiregistration.k8s.io/v1
            kind: APIService
            metadata: {name: %s.%s}
            spec:
              group: %s
              version: %s
              groupPriorityMinimum: 100
              versionPriority: 100
              insecureSkipTLSVerify: true
              service: {namespace: %s, name: %s, port: %d}
            """.formatted(version, group, group, version, Installation.NAMESPACE, Installation.SERVICE, port);
        kubernetes
                .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .serverSideApply();
    }

    private boolean isRouted() {
        try {
            return kubernetes.raw("/apis/" + group + "/" + version) != null;
        } catch (KubernetesClientException _) {
            return false;
        }
    }

    /** An APIService that nobody answers for keeps namespaces from being deleted. */
    @Override
    public void close() {
        kubernetes
                .genericKubernetesResources("apiregistration.k8s.io/v1", "APIService")
                .withName(version + "." + group)
                .delete();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

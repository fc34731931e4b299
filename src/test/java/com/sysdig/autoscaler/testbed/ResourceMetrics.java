package com.sysdig.autoscaler.testbed;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * In place of metrics-server: {@code metrics.k8s.io} as the controller of HorizontalPodAutoscalers reads it, the pods of a
 * namespace by their labels. What they use is told, and is of the same moment, so that no flag of the controller matters.
 */
public final class ResourceMetrics implements AutoCloseable {
    private static final String GROUP = "metrics.k8s.io";
    private static final Pattern PODS = Pattern.compile("/apis/" + GROUP + "/v1beta1/namespaces/([^/]+)/pods");
    private static final String DISCOVERY = """
            {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"metrics.k8s.io/v1beta1","resources":[{"name":"pods",\
            "singularName":"","namespaced":true,"kind":"PodMetrics","verbs":["get","list"]}]}""";

    private final KubernetesClient kubernetes;
    private final AggregatedApi api;
    /** By namespace and label {@code app}. */
    private final Map<String, Double> used = new ConcurrentHashMap<>();

    private ResourceMetrics(Testbed testbed) {
        kubernetes = testbed.kubernetes();
        api = AggregatedApi.start(testbed, GROUP, "v1beta1", this::answer);
    }

    /** Reached by the API server when this returns. */
    public static ResourceMetrics start(Testbed testbed) {
        return new ResourceMetrics(testbed);
    }

    /** All running pods of it together use so many times what one requests, of each resource that it requests. */
    public void use(Workload workload, double requests) {
        used.put(workload.namespace() + "/" + workload.name(), requests);
    }

    private void answer(HttpServerRequest request) {
        var pods = PODS.matcher(request.path());
        var response = request.response().putHeader("Content-Type", "application/json");
        if (pods.matches()) {
            Vertx.currentContext()
                    .executeBlocking(() -> list(pods.group(1), request.getParam("labelSelector")))
                    .onSuccess(response::end)
                    .onFailure(_ -> response.setStatusCode(500).end());
        } else if (request.path().equals("/apis/" + GROUP + "/v1beta1")) {
            response.end(DISCOVERY);
        } else {
            response.setStatusCode(404).end();
        }
    }

    private String list(String namespace, String selector) {
        var running = kubernetes.pods().inNamespace(namespace).withLabelSelector(selector).list().getItems().stream()
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .toList();
        return new JsonObject()
                .put("kind", "PodMetricsList")
                .put("apiVersion", GROUP + "/v1beta1")
                .put("metadata", new JsonObject())
                .put(
                        "items",
                        new JsonArray(running.stream()
                                .map(pod -> item(pod, running.size()))
                                .toList()))
                .encode();
    }

    /** One of so many pods of its workload. */
    private JsonObject item(Pod pod, int pods) {
        var metadata = pod.getMetadata();
        double requests = used.getOrDefault(
                        metadata.getNamespace() + "/" + metadata.getLabels().get("app"), 0.0)
                / pods;
        var containers = pod.getSpec().getContainers().stream()
                .map(container -> new JsonObject()
                        .put("name", container.getName())
                        .put(
                                "usage",
                                new JsonObject(usage(container.getResources().getRequests(), requests))))
                .toList();
        return new JsonObject()
                .put(
                        "metadata",
                        new JsonObject().put("name", metadata.getName()).put("namespace", metadata.getNamespace()))
                .put(
                        "timestamp",
                        InstantSource.system()
                                .instant()
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString())
                .put("window", "1s")
                .put("containers", new JsonArray(containers));
    }

    private static Map<String, Object> usage(Map<String, Quantity> requested, double times) {
        return requested.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry ->
                                Math.round(entry.getValue().getNumericalAmount().doubleValue() * times * 1000) + "m"));
    }

    @Override
    public void close() {
        api.close();
    }
}

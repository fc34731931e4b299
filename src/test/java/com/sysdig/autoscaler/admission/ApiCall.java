package com.sysdig.autoscaler.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the API server answered, warnings included, which the client's own methods leave out. */
record ApiCall(int code, List<String> warnings, JsonNode body) {
    private static final String WORKLOADS = "apis/apps/v1/namespaces/";

    /** {@code path} goes on after the namespace's collection: {@code shop/deployments?dryRun=All}. */
    static ApiCall send(KubernetesClient kubernetes, String method, String path, String type, String body) {
        var http = kubernetes.getHttpClient();
        var request = http.newHttpRequestBuilder()
                .uri(kubernetes.getMasterUrl() + WORKLOADS + path)
                .method(method, type, body)
                .build();
        try {
            var reply = http.sendAsync(request, String.class).get(20, TimeUnit.SECONDS);
            return new ApiCall(reply.code(), reply.headers("Warning"), Bodies.JSON.readTree(reply.body()));
        } catch (Exception e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    static ApiCall post(KubernetesClient kubernetes, String path, Object body) {
        return send(kubernetes, "POST", path, "application/json", Serialization.asJson(body));
    }

    String message() {
        return body.path("message").asText();
    }
}

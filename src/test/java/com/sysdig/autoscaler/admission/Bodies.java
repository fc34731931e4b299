package com.sysdig.autoscaler.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/** Bodies of review requests as an API server writes them. */
final class Bodies {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final String CREATE = """
            {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{
             "uid":"705ab4f5-6393-11e8-b7cc-42010a800002",
             "kind":{"group":"apps","version":"v1","kind":"Deployment"},
             "resource":{"group":"apps","version":"v1","resource":"deployments"},
             "requestKind":{"group":"apps","version":"v1","kind":"Deployment"},
             "name":"web","namespace":"shop","operation":"CREATE",
             "userInfo":{"username":"ann","groups":["system:authenticated"]},
             "object":{"apiVersion":"apps/v1","kind":"Deployment",
              "metadata":{"name":"web","namespace":"shop","uid":"1f","annotations":{}},
              "spec":{"replicas":1,"selector":{"matchLabels":{"app":"web"}},"template":{"spec":{"containers":[]}}}},
             "oldObject":null,"dryRun":false,"options":{"kind":"CreateOptions","apiVersion":"meta.k8s.io/v1"}}}
            """;

    private Bodies() {}

    static Map<String, String> annotated() {
        return Map.of(
                "sysdig.com/scale-metric", "queue_depth",
                "sysdig.com/scale-target", "100",
                "sysdig.com/scale-query.backlog", "sum(queue_backlog)",
                "sysdig.com/scale-target.backlog", "50",
                "sysdig.com/scale-max-replicas", "10");
    }

    static byte[] review(Map<String, String> annotations) {
        return review(annotations, _ -> {});
    }

    /** {@code change} gets the request. */
    static byte[] review(Map<String, String> annotations, Consumer<ObjectNode> change) {
        try {
            var review = (ObjectNode) JSON.readTree(CREATE);
            var request = (ObjectNode) review.get("request");
            var values = metadata(request).putObject("annotations");
            annotations.forEach(values::put);
            change.accept(request);
            return JSON.writeValueAsBytes(review);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static ObjectNode metadata(ObjectNode request) {
        return (ObjectNode) request.get("object").get("metadata");
    }

    static ObjectNode spec(ObjectNode request) {
        return (ObjectNode) request.get("object").get("spec");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

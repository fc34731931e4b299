package com.sysdig.autoscaler.benchmark;

import com.sysdig.autoscaler.testbed.Exporter;
import com.sysdig.autoscaler.testbed.Workload;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Many Deployments of one namespace. They are paused, so that the cluster makes neither ReplicaSets nor Pods of them, and
 * their numbers ask for the one replica that they have.
 */
final class Fleet {

    private static final double LOAD = 50;

    private final Api api;
    private final String namespace;
    private final int size;

    Fleet(Api api, String namespace, int size) {
        this.api = api;
        this.namespace = namespace;
        this.size = size;
    }

    int size() {
        return size;
    }

    /** Series of all, on one metric and on as many as there are questions. */
    void publish(Exporter exporter, int questions) {
        for (int i = 0; i < size; i++) {
            exporter.set(metric(0), series(i), LOAD);
            exporter.set(metric(i % questions), series(i), LOAD);
        }
    }

    /** With annotations, on so many metrics. */
    void create(int questions) {
        Api.forEach(size, i -> api.send(api.post(deployments(), deployment(i, annotations(i % questions)))));
    }

    /** From the first to before the last, all on one metric. */
    void annotate(int from, int to) {
        Api.forEach(to - from, i -> api.send(api.patch(deployments() + "/" + name(from + i), patch(annotations(0)))));
    }

    void strip() {
        var none = annotations(0).keySet().stream()
                .map(key -> "\"" + key + "\":null")
                .collect(Collectors.joining(",", "{", "}"));
        Api.forEach(size, i -> api.send(api.patch(deployments() + "/" + name(i), patch(none))));
    }

    long hpas() {
        return api.count(hpasPath(namespace));
    }

    /** What the HPA controller asks for of one of them, all being on one metric. */
    String read(int i) {
        return ("/apis/external.metrics.k8s.io/v1beta1/namespaces/%s/%s?labelSelector=sysdig.com%%2Fkind%%3Ddeployment"
                        + "%%2Csysdig.com%%2Fmetric%%3Ddefault%%2Csysdig.com%%2Fworkload%%3D%s")
                .formatted(namespace, metric(0), name(i % size));
    }

    /** As the product writes it but for owner and manager, by a plain request. */
    String hpa(int i) {
        return """
                {"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler",
                 "metadata":{"name":"%1$s","labels":{"app.kubernetes.io/managed-by":"benchmark"}},
                 "spec":{"minReplicas":1,"maxReplicas":10,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"%1$s"},
                  "metrics":[{"type":"External","external":{"metric":{"name":"%2$s","selector":{"matchLabels":{
                   "sysdig.com/kind":"deployment","sysdig.com/metric":"default","sysdig.com/workload":"%1$s"}}},
                   "target":{"type":"AverageValue","averageValue":"100"}}}]}}""".formatted(name(i), metric(0));
    }

    static String hpasPath(String namespace) {
        return "/apis/autoscaling/v2/namespaces/" + namespace + "/horizontalpodautoscalers";
    }

    static String metric(int question) {
        return String.format(Locale.ROOT, "benchmark_load_%03d", question);
    }

    String name(int i) {
        return String.format(Locale.ROOT, "web-%05d", i);
    }

    private Map<String, String> series(int i) {
        var labels = new HashMap<>(Workload.deployment(namespace, name(i)).series());
        labels.put("kube_pod_name", name(i) + "-a");
        return labels;
    }

    private String deployments() {
        return "/apis/apps/v1/namespaces/" + namespace + "/deployments";
    }

    private static Map<String, String> annotations(int question) {
        return Map.of(
                "sysdig.com/scale-metric", metric(question),
                "sysdig.com/scale-target", "100",
                "sysdig.com/scale-target-type", "AverageValue",
                "sysdig.com/scale-max-replicas", "10");
    }

    private static String patch(Map<String, String> annotations) {
        return patch(json(annotations));
    }

    private static String patch(String annotations) {
        return "{\"metadata\":{\"annotations\":" + annotations + "}}";
    }

    private static String json(Map<String, String> texts) {
        return texts.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String deployment(int i, Map<String, String> annotations) {
        return """
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"%1$s","annotations":%2$s},
                 "spec":{"replicas":1,"paused":true,"selector":{"matchLabels":{"app":"%1$s"}},
                  "template":{"metadata":{"labels":{"app":"%1$s"}},"spec":{"containers":[{"name":"web","image":"registry.k8s.io/pause:3.10"}]}}}}""".formatted(name(i), json(annotations));
    }
}

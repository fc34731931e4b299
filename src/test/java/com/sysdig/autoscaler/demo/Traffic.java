package com.sysdig.autoscaler.demo;

import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Exporter;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Requests per second, spread evenly over the workload's ready pods as a Service would do it. */
final class Traffic {

    static final String METRIC = "sysdig_container_net_http_request_count";

    private final Workload workload;
    private final KubernetesClient kubernetes;
    private final Exporter exporter;
    /** Of the demo's only thread. */
    private double load;

    Traffic(Workload workload, KubernetesClient kubernetes, Exporter exporter, double load) {
        this.workload = workload;
        this.kubernetes = kubernetes;
        this.exporter = exporter;
        this.load = load;
    }

    double load() {
        return load;
    }

    /** As soon as there is a pod to take it. */
    void begin() {
        await("a ready pod")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !readyPods().isEmpty());
        spread();
    }

    void become(double perSecond) {
        load = perSecond;
        spread();
    }

    /** Again for the pods of this moment; a sample counts one second's requests. */
    void spread() {
        var pods = readyPods();
        exporter.removeAll(workload.series());
        pods.forEach(pod -> exporter.set(METRIC, series(pod), load / pods.size()));
    }

    private List<Pod> readyPods() {
        return kubernetes
                .pods()
                .inNamespace(workload.namespace())
                .withLabel("app", workload.name())
                .list()
                .getItems()
                .stream()
                .filter(Readiness::isPodReady)
                .toList();
    }

    private Map<String, String> series(Pod pod) {
        var labels = new HashMap<>(workload.series());
        labels.put("kube_pod_name", pod.getMetadata().getName());
        labels.put("container_name", "web");
        return labels;
    }
}

package com.sysdig.autoscaler.chaos;

import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;

/**
 * A workload with a load, and the sizes that it may have. What was asked for since everything was last in order bounds them:
 * neither fewer replicas than the least of it nor more than the most.
 */
final class ChaoticWorkload {
    static final String METRIC = "sysdig_container_net_http_request_count";
    private static final String SECOND_METRIC = "sysdig_container_net_request_count";
    private static final int PER_POD = 10;

    /** Far enough apart that the tolerance of the HPA controller hides none. */
    static final List<Integer> SIZES = List.of(1, 2, 4, 7);

    private Workload workload;
    private int wanted = 1;
    private int least = 1;
    private int most = 1;

    ChaoticWorkload(Workload bare, String onMissing) {
        workload = bare.with("scale-metric", METRIC)
                .with("scale-function", "last")
                .with("scale-window", "30s")
                .with("scale-target", Integer.toString(PER_POD))
                .with("scale-max-replicas", "10")
                .with("scale-on-missing", onMissing)
                .with("scale-down-stabilization", "0s")
                .with("scale-up-policies", "100 pods/1s");
        load(1);
        workload.create(bed().kubernetes());
    }

    /** A second metric sees the same load. */
    static Workload twice(Workload bare) {
        return bare.with("scale-metric.second", SECOND_METRIC)
                .with("scale-function.second", "last")
                .with("scale-window.second", "30s")
                .with("scale-target.second", Integer.toString(PER_POD));
    }

    /** As much as this many pods are for. */
    void load(int size) {
        wanted = size;
        least = Math.min(least, size);
        most = Math.max(most, size);
        double total = PER_POD * (size - 0.5);
        publish("a", total * 0.4);
        publish("b", total * 0.6);
    }

    private void publish(String pod, double value) {
        var labels = new HashMap<>(workload.series());
        labels.put("kube_pod_name", workload.name() + "-" + pod);
        bed().exporter().set(METRIC, labels, value);
        bed().exporter().set(SECOND_METRIC, labels, value);
    }

    /** Only while the webhook answers: without it the API server takes no change of our annotations. */
    void annotate(String key, String value) {
        workload = workload.with(key, value);
        await("the annotation is taken")
                .atMost(Duration.ofSeconds(90))
                .ignoreException(KubernetesClientException.class)
                .until(() -> {
                    workload.annotate(bed().kubernetes());
                    return true;
                });
    }

    /** As somebody does who starts over: it begins with one replica. */
    void recreate() {
        bed().kubernetes().resource(workload.object()).delete();
        await("it is made again")
                .atMost(Duration.ofSeconds(90))
                .ignoreException(KubernetesClientException.class)
                .until(() -> {
                    workload.create(bed().kubernetes());
                    return true;
                });
        least = 1;
    }

    void deleteHpa() {
        bed().kubernetes()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(workload.namespace())
                .withName(workload.name())
                .delete();
    }

    /** Everything follows, so that the next deviation is a new one. */
    void isInOrder() {
        least = wanted;
        most = wanted;
    }

    Workload workload() {
        return workload;
    }

    String name() {
        return workload.name();
    }

    int wanted() {
        return wanted;
    }

    int replicas() {
        return workload.wantedReplicas(bed().kubernetes());
    }

    boolean isBounded(int replicas) {
        return least <= replicas && replicas <= most;
    }

    List<HorizontalPodAutoscaler> hpas() {
        return bed()
                .kubernetes()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(workload.namespace())
                .list()
                .getItems()
                .stream()
                .filter(hpa -> hpa.getSpec().getScaleTargetRef().getName().equals(workload.name()))
                .toList();
    }

    @Override
    public String toString() {
        return "%s: load for %d, allowed %d to %d, has %d".formatted(name(), wanted, least, most, replicas());
    }

    private static Testbed bed() {
        return Testbed.shared();
    }
}

package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.policy.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Samples that Prometheus is to have taken before, ten seconds apart, with the labels that Sysdig gives them. */
final class Past {
    static final Duration INTERVAL = Duration.ofSeconds(10);

    private final List<String> lines = new ArrayList<>();

    /** The labels of one container's series; {@code place} is pod/container. */
    static String series(String metric, String cluster, Workload workload, String place) {
        var podAndContainer = place.split("/", -1);
        return "%s{kube_cluster_name=\"%s\",kube_namespace_name=\"%s\",kube_workload_type=\"%s\",kube_workload_name=\"%s\",kube_pod_name=\"%s\",container_name=\"%s\"}"
                .formatted(
                        metric,
                        cluster,
                        workload.namespace(),
                        workload.kind().label(),
                        workload.name(),
                        podAndContainer[0],
                        podAndContainer[1]);
    }

    /** Values from the oldest to the newest one, each times {@code factor}. */
    Past add(String series, Instant newest, double factor, double... values) {
        for (int i = 0; i < values.length; i++) {
            var time = newest.minus(INTERVAL.multipliedBy(values.length - 1L - i));
            lines.add(series + " " + values[i] * factor + " " + time.getEpochSecond());
        }
        return this;
    }

    String text() {
        return String.join("\n", lines);
    }
}

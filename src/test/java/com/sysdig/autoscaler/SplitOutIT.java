package com.sysdig.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Fault;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Twenty workloads on one metric, asked together; Sysdig refuses whatever covers one of them. */
class SplitOutIT {
    private static final Testbed BED = Testbed.shared();
    private static final String METRIC = "it_split_out";

    private final String namespace = BED.namespace("split");
    private final Workload bad = workload("bad");
    private final List<Workload> good =
            IntStream.range(0, 19).mapToObj(i -> workload("web-" + i)).toList();

    @AfterEach
    void leavesNothingBehind() {
        BED.sysdig().heal();
        BED.kubernetes().namespaces().withName(namespace).delete();
    }

    @Test
    void othersAreServedOnAndFollowTheirLoadWhileOneWorkloadIsRefused() {
        BED.product();
        load(10);
        good.forEach(workload -> workload.create(BED.kubernetes()));
        bad.create(BED.kubernetes());
        awaitServed(10);
        awaitRead(bad, "\"value\":\"10\"");

        BED.sysdig()
                .fail(new Fault.Covering(
                        "\"kube_workload_name\":\"bad\"", Fault.rejected("this workload has too many series")));
        awaitRead(bad, "too many series");
        for (int load = 20; load <= 40; load += 10) {
            load(load);
            awaitServed(load);
        }
        assertThat(read(bad)).contains("too many series");

        BED.sysdig().heal();
        awaitRead(bad, "\"value\":\"40\"");
    }

    private Workload workload(String name) {
        return Workload.deployment(namespace, name)
                .withReplicas(0)
                .with("scale-metric", METRIC)
                .with("scale-function", "last")
                .with("scale-window", "30s")
                .with("scale-target", "10")
                .with("scale-max-replicas", "9");
    }

    private void load(int value) {
        good.forEach(workload -> publish(workload, value));
        publish(bad, value);
    }

    private static void publish(Workload workload, int value) {
        var series = new HashMap<>(workload.series());
        series.put("kube_pod_name", workload.name() + "-a");
        BED.exporter().set(METRIC, series, value);
    }

    private void awaitServed(int value) {
        good.forEach(workload -> awaitRead(workload, "\"value\":\"" + value + "\""));
    }

    private static void awaitRead(Workload workload, String text) {
        await(workload.name() + ": " + text)
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(read(workload)).contains(text));
    }

    /** The number, or the error instead of it. */
    private static String read(Workload workload) {
        try {
            return BED.kubernetes()
                    .raw(
                            "/apis/external.metrics.k8s.io/v1beta1/namespaces/%s/%s?labelSelector=sysdig.com%%2Fkind%%3Ddeployment,sysdig.com%%2Fmetric%%3Ddefault,sysdig.com%%2Fworkload%%3D%s"
                                    .formatted(workload.namespace(), METRIC, workload.name()));
        } catch (KubernetesClientException e) {
            return String.valueOf(e.getMessage());
        }
    }
}

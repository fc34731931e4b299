package com.sysdig.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Asked;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cost grows with distinct questions, not with workloads. */
class SharedQueryIT {
    private static final String METRIC = "sysdig_container_memory_used_bytes";
    private static final int WORKLOADS = 1_000;
    /** Of the testbed's product. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** So many that one that comes late, and the next one in time, make no difference. */
    private static final int ROUNDS = 10;

    private static final Testbed BED = Testbed.shared();

    private final String namespace = BED.namespace("thousand");

    @Test
    void thousandWorkloadsOnOneMetricAreOneQueryPerInterval() {
        BED.product();
        IntStream.range(0, WORKLOADS)
                .mapToObj(i -> Workload.deployment(namespace, "web-" + i).withReplicas(0))
                .map(workload -> workload.with("scale-metric", METRIC)
                        .with("scale-target", "1k")
                        .with("scale-max-replicas", "3"))
                .forEach(workload -> workload.create(BED.kubernetes()));
        BED.exporter().set(METRIC, last(), 5);
        await("the last workload's HPA is there").atMost(Duration.ofMinutes(2)).until(() -> hpas() == WORKLOADS);

        BED.sysdig().resetCount();
        await("some rounds").atMost(Duration.ofMinutes(1)).until(() -> asked().size() >= ROUNDS);

        var arrived = asked().stream().map(Asked::at).toList();
        assertThat(Duration.between(arrived.getFirst(), arrived.getLast()))
                .as("one query per round, one round per interval")
                .isGreaterThan(INTERVAL.multipliedBy(arrived.size() - 1)
                        .multipliedBy(7)
                        .dividedBy(10));
        assertThat(asked())
                .extracting(Asked::query)
                .containsOnly(asked().getFirst().query());
        assertThat(BED.kubernetes().raw(servedFor(WORKLOADS - 1)))
                .as("its answer reaches each of them")
                .contains("\"value\":\"5\"");
    }

    private String servedFor(int workload) {
        return "/apis/external.metrics.k8s.io/v1beta1/namespaces/" + namespace + "/" + METRIC + "?labelSelector="
                + "sysdig.com%2Fkind%3Ddeployment%2Csysdig.com%2Fmetric%3Ddefault%2Csysdig.com%2Fworkload%3Dweb-"
                + workload;
    }

    /** A thousand autoscalers would keep the controller from everybody else's. */
    @AfterEach
    void leavesNothingToTheController() {
        BED.kubernetes().namespaces().withName(namespace).delete();
        await("all autoscalers are gone").atMost(Duration.ofMinutes(2)).until(() -> hpas() == 0);
    }

    private static List<Asked> asked() {
        return BED.sysdig().queries().stream()
                .filter(asked -> asked.query().contains(METRIC))
                .toList();
    }

    private Map<String, String> last() {
        return Workload.deployment(namespace, "web-" + (WORKLOADS - 1)).series();
    }

    private int hpas() {
        return BED.kubernetes()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace)
                .list()
                .getItems()
                .size();
    }
}

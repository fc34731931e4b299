package com.sysdig.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Asked;
import com.sysdig.autoscaler.testbed.Fault;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Sysdig that does not know {@code timestamp()}: numbers are served all the same, and too old ones are not. */
class RefusedTimestampIT {
    private static final Testbed BED = Testbed.shared();
    private static final String METRIC = "it_untimed";

    @BeforeAll
    static void refuses() {
        BED.product();
        BED.sysdig()
                .fail(new Fault.When(
                        query -> query.contains("timestamp("),
                        Fault.rejected("unknown function with name \\\"timestamp\\\"")));
        BED.product().restart();
    }

    @AfterAll
    static void heals() {
        BED.sysdig().heal();
        BED.product().restart();
    }

    @Test
    void numbersAreServedAndOldOnesWithheldForOneQueryPerInterval() {
        var web = Workload.deployment(BED.namespace("untimed"), "web")
                .with("scale-metric", METRIC)
                .with("scale-function", "last")
                .with("scale-window", "5m")
                .with("scale-target", "10")
                .with("scale-max-replicas", "9");
        var series = new HashMap<>(web.series());
        series.put("kube_pod_name", "web-a");
        BED.exporter().set(METRIC, series, 12);
        web.create(BED.kubernetes());

        await("it is served")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(read(web)).contains("\"value\":\"12\""));

        BED.sysdig().resetCount();
        await("some rounds").atMost(Duration.ofSeconds(60)).until(() -> asked().size() >= 5);
        assertThat(asked()).noneMatch(query -> query.contains("timestamp("));

        BED.exporter().remove(METRIC, series);
        await("the window has samples, but no young one")
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(read(web)).contains("newest sample"));
    }

    private static List<String> asked() {
        return BED.sysdig().queries().stream()
                .map(Asked::query)
                .filter(query -> query.contains(METRIC))
                .toList();
    }

    /** The number, or the error instead of it. */
    private static String read(Workload web) {
        try {
            return BED.kubernetes()
                    .raw(
                            "/apis/external.metrics.k8s.io/v1beta1/namespaces/%s/%s?labelSelector=sysdig.com%%2Fkind%%3Ddeployment,sysdig.com%%2Fmetric%%3Ddefault,sysdig.com%%2Fworkload%%3D%s"
                                    .formatted(web.namespace(), METRIC, web.name()));
        } catch (KubernetesClientException e) {
            return String.valueOf(e.getMessage());
        }
    }
}

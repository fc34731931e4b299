package com.sysdig.autoscaler.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.InstantSource;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PrometheusIT {

    private final Prometheus prometheus = Testbed.shared().prometheus();

    @Test
    void answersOverAPastThatWasLoaded() {
        var end = InstantSource.system().instant().getEpochSecond() - 7200;
        prometheus.loadHistory(LongStream.rangeClosed(0, 12)
                .mapToObj(i -> "loaded_total{pod=\"a\"} " + i * 50 + " " + (end - 120 + i * 10))
                .collect(Collectors.joining("\n")));

        assertThat(prometheus.queryAt("sum(rate(loaded_total[2m]))", end)).contains("\"5\"");
        assertThat(prometheus.queryAt("sum(count_over_time(loaded_total[1m]))", end))
                .contains("\"6\"");
    }

    @Test
    void scrapesWhatATestSetsBesideItsHugeNamesake() {
        var labels = Series.workload(Exporter.CLUSTER, "shop", "deployment", "scraped");
        Testbed.shared().exporter().set("sysdig_container_cpu_cores_used", labels, 3);

        await().untilAsserted(() -> assertThat(prometheus.query("sysdig_container_cpu_cores_used"))
                .contains("\"3\"")
                .contains("\"1000000003\""));
    }
}

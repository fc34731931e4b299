package com.sysdig.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.SkewedSysdig;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our clock and Sysdig's are a minute and a half apart: no number is served, whatever Sysdig answers, and no replica is lost. */
class ClockSkewIT {
    private static final Testbed BED = Testbed.shared();
    private static final String METRIC = "it_skewed";
    private static final Duration FAR = Duration.ofSeconds(90);

    private static SkewedSysdig sysdig;

    private final Workload web = Workload.deployment(BED.namespace("skewed"), "web")
            .withReplicas(2)
            .with("scale-metric", METRIC)
            .with("scale-function", "last")
            .with("scale-window", "5m")
            .with("scale-target", "10")
            .with("scale-max-replicas", "9")
            .with("scale-down-stabilization", "0s");

    @BeforeAll
    static void startsTheProduct() {
        sysdig = new SkewedSysdig(BED.sysdig());
        BED.product().restart(Map.of("sysdig.url", sysdig.uri().toString(), "sysdig.sample-interval", "10s"));
    }

    @AfterEach
    void leavesNothingBehind() {
        BED.kubernetes().namespaces().withName(web.namespace()).delete();
    }

    @AfterAll
    static void restoresTheProduct() {
        if (sysdig != null) {
            sysdig.close();
        }
        BED.product().restart();
    }

    @Test
    void workloadKeepsItsSizeWhileOurClockIsBehindSysdigsOrAheadOfIt() {
        load(25);
        web.create(BED.kubernetes());
        awaitSize(3);

        sysdig.isAhead(FAR);
        load(4);
        awaitHeld("s behind Sysdig's");
        assertThat(BED.product().managed("/q/metrics"))
                .containsPattern("sysdig_autoscaler_clock_ahead_seconds -(8|9)\\d\\.")
                .containsPattern("metric_reads_total\\{[^}]*result=\"clock_skew\"[^}]*} [1-9]");

        sysdig.isAhead(FAR.negated());
        awaitHeld("s ahead of Sysdig's");

        sysdig.isAhead(Duration.ZERO);
        awaitSize(1);
    }

    private void awaitHeld(String clocks) {
        await(clocks)
                .atMost(Duration.ofSeconds(90))
                .failFast(
                        "a replica is lost",
                        () -> assertThat(web.wantedReplicas(BED.kubernetes())).isEqualTo(3))
                .untilAsserted(
                        () -> assertThat(web.hpaConditions(BED.kubernetes())).contains("our clock is", clocks));
    }

    private void awaitSize(int size) {
        await("a size of " + size)
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(web.wantedReplicas(BED.kubernetes()))
                        .as(() -> web.hpaConditions(BED.kubernetes()))
                        .isEqualTo(size));
    }

    private void load(double value) {
        var series = new HashMap<>(web.series());
        series.put("kube_pod_name", "web-a");
        BED.exporter().set(METRIC, series, value);
    }
}

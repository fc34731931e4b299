package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.FaultyApiServer;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole product: how many reconciliations are under way is one of its settings. */
class BoundedWritesIT {
    private static final Testbed TESTBED = Testbed.shared();
    private static final int MANY = 100;

    private final AnnotatedNamespace shop = new AnnotatedNamespace(TESTBED.namespace("bounded"));

    /** Each takes so long that all that may be under way at once are. */
    @Test
    void apiServerGetsTenWritesOfAutoscalersAtOnceThoughAHundredWorkloadsAreNew(@TempDir Path folder) {
        TESTBED.product();
        TESTBED.withoutProduct();
        IntStream.range(0, MANY)
                .mapToObj(number -> AnnotatedNamespace.annotated(Workload.deployment(shop.name(), "w" + number))
                        .withReplicas(0))
                .forEach(workload -> workload.create(shop.kubernetes()));
        try (var api = FaultyApiServer.before(TESTBED.controlPlane(), 0)) {
            api.slowDownHpaWrites(Duration.ofSeconds(1));
            TESTBED.product(
                    Map.of("KUBECONFIG", api.kubeconfig(folder.resolve("proxy")).toString()));

            await("all have theirs")
                    .atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> shop.hpas().list().getItems().size() == MANY);

            assertThat(api.mostHpaWritesAtOnce()).isEqualTo(10);
        } finally {
            TESTBED.product().restart();
        }
    }
}

package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.FaultyApiServer;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** The API server answers most writes with 409, 429 or 500, some of them after it did what was asked. */
class ApiServerFaultsIT {
    private static final long SEED = 20_260_601;
    private static final int WORKLOADS = 12;

    private final AnnotatedNamespace shop =
            new AnnotatedNamespace(Testbed.shared().namespace("api-faults"));

    @Test
    void endStateIsRightThoughMostWritesFail() {
        try (var api = FaultyApiServer.before(Testbed.shared().controlPlane(), SEED);
                var reconcilers = RunningReconcilers.through(api.client())) {
            shop.createForeign("old", "Deployment", "w0");
            api.fail();
            each(number -> workload(number).create(shop.kubernetes()));
            eventually(() -> each(number -> assertThat(shop.spec(hpa(number)).getMaxReplicas())
                    .as("seed %d, workload %d", SEED, number)
                    .isEqualTo(10)));
            each(number -> shop.annotate(
                    number % 3 == 0
                            ? AnnotatedNamespace.bare(workload(number))
                            : workload(number).with("scale-max-replicas", "20")));
            eventually(() -> each(this::isAsAnnotated));
            api.heal();
            assertThat(reconcilers.writes("conflict") + reconcilers.writes("failed"))
                    .as("faults that reached us")
                    .isPositive();
        }
    }

    private void isAsAnnotated(int number) {
        if (number == 0) {
            assertThat(shop.spec("old").getMaxReplicas()).isEqualTo(3);
            assertThat(shop.hpa("old").get().getMetadata().getAnnotations()).isNullOrEmpty();
        } else if (number % 3 == 0) {
            assertThat(shop.hpa(hpa(number)).get()).isNull();
        } else {
            assertThat(shop.spec(hpa(number)).getMaxReplicas()).isEqualTo(20);
        }
    }

    private Workload workload(int number) {
        var workload = AnnotatedNamespace.annotated(Workload.deployment(shop.name(), "w" + number));
        return number == 0 ? workload.with("scale-adopt", "old") : workload;
    }

    private static String hpa(int number) {
        return number == 0 ? "old" : "w" + number;
    }

    private static void each(IntConsumer step) {
        IntStream.range(0, WORKLOADS).forEach(step);
    }

    /** Failed writes are repeated after pauses that double. */
    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptionsInstanceOf(NullPointerException.class)
                .untilAsserted(assertion);
    }
}

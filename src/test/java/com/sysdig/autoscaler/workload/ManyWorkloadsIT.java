package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

class ManyWorkloadsIT {
    private static final int MANY = 1_000;
    private static final int AT_ONCE = 16;

    private final AnnotatedNamespace shop =
            new AnnotatedNamespace(Testbed.shared().namespace("many"));

    /** None of them has a replica, so that the cluster's own controllers leave us some of the machine. */
    private final List<Workload> workloads = IntStream.range(0, MANY)
            .mapToObj(number -> AnnotatedNamespace.annotated(Workload.deployment(shop.name(), "w" + number))
                    .withReplicas(0))
            .toList();

    @Test
    void thousandWorkloadsEditedAtOnceAreFollowedAndToldAndAreThenLeftInPeace() {
        try (var reconcilers = RunningReconcilers.watching(shop.name())) {
            together(workload -> workload.create(shop.kubernetes()));
            eventually(() -> assertThat(maxima()).hasSize(MANY).containsOnly(10));
            eventually(() -> assertThat(told()).hasSize(MANY));

            together(workload -> shop.annotate(workload.with("scale-max-replicas", "20")));
            eventually(() -> assertThat(maxima()).hasSize(MANY).containsOnly(20));

            // Each is reconciled again when the reconcilers start: a steady state that is looked at writes nothing.
            reconcilers.stop();
            double writes = reconcilers.writes();
            long looks = reconcilers.reconciliations();
            reconcilers.start();
            eventually(() -> assertThat(reconcilers.reconciliations()).isGreaterThanOrEqualTo(looks + MANY));
            assertThat(reconcilers.writes()).isEqualTo(writes);
        } finally {
            leaveNoneBehind();
        }
    }

    /** The HPA controller looks at each of them every second. */
    private void leaveNoneBehind() {
        eventually(() -> {
            shop.kubernetes().apps().deployments().inNamespace(shop.name()).delete();
            shop.hpas().delete();
            assertThat(maxima()).isEmpty();
        });
    }

    private void together(Consumer<Workload> step) {
        var free = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = workloads.stream()
                    .map(workload -> threads.submit(() -> {
                        free.acquire();
                        try {
                            step.accept(workload);
                        } finally {
                            free.release();
                        }
                        return workload;
                    }))
                    .toList();
            assertThat(running).allSatisfy(one -> assertThat(one.get()).isNotNull());
        }
    }

    /** Workloads whose owners can read that an autoscaler was made. */
    private Set<String> told() {
        return shop
                .kubernetes()
                .events()
                .v1()
                .events()
                .inNamespace(shop.name())
                .withField("reason", EventReason.HPA_CREATED.text())
                .list()
                .getItems()
                .stream()
                .map(event -> event.getRegarding().getName())
                .collect(Collectors.toSet());
    }

    private List<Integer> maxima() {
        return shop.hpas().list().getItems().stream()
                .map(HorizontalPodAutoscaler::getSpec)
                .map(spec -> spec.getMaxReplicas())
                .toList();
    }

    /** The client gives up after 10 s, which is short for a thousand objects on a busy machine. */
    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptionsInstanceOf(KubernetesClientException.class)
                .untilAsserted(assertion);
    }
}

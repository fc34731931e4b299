package com.sysdig.autoscaler.demo;

import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Looks at the workload once a second, tells what changed, and waits for what should come. */
final class Watch {

    private static final int QUIET_SECONDS = 5;
    private static final int LONGEST_MESSAGE = 150;

    private final Workload workload;
    private final int target;
    private final KubernetesClient kubernetes;
    private final Traffic traffic;
    private final Screen screen;
    /** The last row that was shown; of the demo's only thread. */
    private Row shown;

    Watch(Workload workload, int target, KubernetesClient kubernetes, Traffic traffic, Screen screen) {
        this.workload = workload;
        this.target = target;
        this.kubernetes = kubernetes;
        this.traffic = traffic;
        this.screen = screen;
        shown = new Row(Duration.ZERO, traffic.load(), new Reading.NoHpa(), target, new Replicas(1, 0), "");
    }

    /** Fails with Awaitility's exception when it does not come. */
    void until(String what, Duration limit, BiPredicate<Reading, Replicas> condition) {
        await(what)
                .atMost(limit)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> look(condition));
    }

    private boolean look(BiPredicate<Reading, Replicas> condition) {
        traffic.spread();
        var reading = Reading.of(workload, kubernetes);
        var replicas = Replicas.of(workload, kubernetes);
        var row = new Row(screen.elapsed(), traffic.load(), reading, target, replicas, changes(reading, replicas));
        var due = row.since().minusSeconds(QUIET_SECONDS).compareTo(shown.since()) >= 0;
        if (due || !row.happened().isEmpty()) {
            screen.row(row);
            shown = row;
        }
        return condition.test(reading, replicas);
    }

    private String changes(Reading reading, Replicas replicas) {
        List<String> changes = new ArrayList<>();
        if (traffic.load() != shown.load()) {
            changes.add("load is now " + Math.round(traffic.load()) + "/s");
        }
        if (!reading.getClass().equals(shown.read().getClass())) {
            changes.add(
                    switch (reading) {
                        case Reading.Value _ -> "the HPA is fed";
                        case Reading.Refused(var message) -> "held: " + shortened(message);
                        case Reading.NoHpa _ -> "the HPA is gone, replicas stay";
                    });
        }
        if (replicas.wanted() != shown.replicas().wanted()) {
            changes.add("HPA: " + shown.replicas().wanted() + " -> " + replicas.wanted());
        } else if (replicas.ready() != shown.replicas().ready() && replicas.settledAt(replicas.wanted())) {
            changes.add("all pods ready");
        }
        return String.join("; ", changes);
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "...";
    }
}

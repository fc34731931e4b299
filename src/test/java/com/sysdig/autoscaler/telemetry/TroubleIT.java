package com.sysdig.autoscaler.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Asked;
import com.sysdig.autoscaler.testbed.Product;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the running product says when asking is in trouble, and what arrives at Sysdig meanwhile. */
class TroubleIT {
    private static final Testbed BED = Testbed.shared();
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofMinutes(2);

    private final Product product = BED.product();
    private List<String> namespaces = List.of();
    private int lines;

    /** Queries that nobody needs any more would be asked every second. */
    @AfterEach
    void heal() {
        BED.sysdig().heal();
        namespaces.forEach(name -> BED.kubernetes().namespaces().withName(name).delete());
    }

    @AfterAll
    static void backToTheUsualSettings() {
        BED.product().restart();
    }

    @Test
    void sharesATinyBudgetAndTellsThatItIsTooSmall() {
        var ceiling = 40;
        var greedy = BED.namespace("greedy");
        var modest = BED.namespace("modest");
        // all of them fit into the first quarter of a minute, so that the product is ready at once
        for (int i = 0; i < 8; i++) {
            raw(greedy, "web-" + i);
        }
        raw(modest, "web");
        restart("sysdig.requests-per-minute", Integer.toString(ceiling), greedy, modest);
        BED.sysdig().resetCount();

        await("the modest namespace is asked again and again")
                .atMost(LONG)
                .until(() -> asked(modest).size() >= 3);
        await("it is told").atMost(LONG).untilAsserted(() -> {
            assertThat(product.managed("/q/health/ready"))
                    .contains("queries wait for a request to Sysdig", "SYSDIG_REQUESTS_PER_MINUTE", "UP");
            assertThat(product.managed("/q/metrics"))
                    .contains("sysdig_autoscaler_trouble{kind=\"budget_too_small\"} 1.0");
            assertThat(events("RequestBudgetTooSmall")).isNotEmpty();
        });
        assertThat(mostInAMinute()).isLessThanOrEqualTo(ceiling);
        assertThat(log()).filteredOn(line -> line.contains("queries wait")).hasSize(1);
    }

    @Test
    void diagnosesAWrongClusterNameOnceAndInTheErrorOfEveryMetric() {
        var namespace = BED.namespace("typo");
        Workload.deployment(namespace, "web")
                .with("scale-metric", "sysdig_container_net_http_request_count")
                .with("scale-target", "10")
                .with("scale-max-replicas", "5")
                .create(BED.kubernetes());
        restart("sysdig.cluster-name", "prodution", namespace);
        var diagnosis = "o series of any workload carry kube_cluster_name=\"prodution\": check sysdig.cluster-name";

        await("what kubectl describe hpa shows")
                .atMost(LONG)
                .untilAsserted(
                        () -> assertThat(conditions(namespace)).anyMatch(message -> message.contains(diagnosis)));
        assertThat(product.managed("/q/health/ready")).contains("no series of any workload", "UP");
        assertThat(product.managed("/q/metrics")).contains("sysdig_autoscaler_trouble{kind=\"nothing_found\"} 1.0");
        assertThat(log()).filteredOn(line -> line.contains(diagnosis)).hasSize(1);
        await("the Event").atMost(LONG).until(() -> !events("NoSeriesFound").isEmpty());
    }

    @Test
    void saysOnceThatTheTokenIsRejectedAndOnceThatItIsAcceptedAgain() {
        var namespace = BED.namespace("token");
        raw(namespace, "web");
        restart("sysdig.timeout", "9s", namespace);
        await("it is asked")
                .atMost(LONG)
                .until(() -> product.managed("/q/metrics").contains("sysdig_autoscaler_trouble{kind=\"outage\"} 0.0"));
        BED.sysdig().acceptOnly("another-token");
        await("the outage is noticed")
                .atMost(LONG)
                .until(() -> product.managed("/q/metrics").contains("sysdig_autoscaler_trouble{kind=\"outage\"} 1.0"));
        BED.sysdig().resetCount();
        await("some probes").atMost(LONG).until(() -> BED.sysdig().requests() >= 5);

        BED.sysdig().heal();

        await("the end is told")
                .atMost(LONG)
                .until(() -> log().stream()
                        .anyMatch(line -> line.contains("No query fails with UNAUTHORIZED any more, after PT")));
        assertThat(log())
                .filteredOn(line -> line.contains("(UNAUTHORIZED)"))
                .singleElement()
                .asString()
                .contains("SYSDIG_API_TOKEN");
        assertThat(product.managed("/q/health/ready")).contains("UP");
    }

    /** For these namespaces only, so that what other tests left does not count. */
    private void restart(String key, String value, String... only) {
        lines = product.log().size();
        namespaces = List.of(only);
        product.restart(Map.of(key, value, "autoscaler.namespaces", String.join(",", only)));
    }

    /** What the loop has said since the restart. */
    private List<String> log() {
        return product.log(lines).stream()
                .filter(line -> line.contains("PollLoop"))
                .toList();
    }

    /** A query that nobody else has. */
    private static void raw(String namespace, String name) {
        Workload.deployment(namespace, name)
                .with("scale-query", "sum(jobs{queue=\"" + namespace + "-" + name + "\"})")
                .with("scale-target", "10")
                .with("scale-max-replicas", "5")
                .create(BED.kubernetes());
    }

    private static List<Asked> asked(String namespace) {
        return BED.sysdig().queries().stream()
                .filter(asked -> asked.query().contains("queue=\"" + namespace + "-"))
                .toList();
    }

    private static long mostInAMinute() {
        var times = BED.sysdig().queries().stream().map(Asked::at).toList();
        return times.stream()
                .mapToLong(first -> times.stream()
                        .filter(other -> isWithinAMinuteOf(first, other))
                        .count())
                .max()
                .orElse(0);
    }

    private static boolean isWithinAMinuteOf(Instant first, Instant other) {
        return !other.isBefore(first) && other.isBefore(first.plus(MINUTE));
    }

    private static List<String> conditions(String namespace) {
        return BED
                .kubernetes()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace)
                .list()
                .getItems()
                .stream()
                .filter(hpa -> hpa.getStatus() != null && hpa.getStatus().getConditions() != null)
                .flatMap(hpa -> hpa.getStatus().getConditions().stream())
                .map(condition -> String.valueOf(condition.getMessage()))
                .toList();
    }

    private static List<String> events(String reason) {
        return BED.kubernetes().events().v1().events().inNamespace("sysdig-autoscaler").list().getItems().stream()
                .filter(event -> reason.equals(event.getReason()))
                .map(event -> event.getNote())
                .toList();
    }
}

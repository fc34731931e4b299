package com.sysdig.autoscaler.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Fault;
import com.sysdig.autoscaler.testbed.Replicas;
import com.sysdig.autoscaler.testbed.Replicas.Replica;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sysdig is away from two replicas: for a minute, or for as long as {@code -Doutage.sysdig} says. */
class SysdigOutageIT {
    private static final Testbed BED = Testbed.shared();
    private static final Duration LENGTH = Duration.parse("PT" + System.getProperty("outage.sysdig", "1m"));
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    /** A query each. The one without an id is read. */
    private static final Map<String, String> METRICS =
            Map.of("", "outage_web", ".b", "outage_queue", ".c", "outage_jobs", ".d", "outage_mail");

    private static final Pattern SINCE = Pattern.compile("\\(since ([^)]+)\\)");

    private static Replicas replicas;
    private static Reader reader;
    private static Workload web;

    @BeforeAll
    static void start() {
        replicas = BED.replicas(2, Map.of("autoscaler.poll-interval", INTERVAL.toSeconds() + "s"));
        reader = new Reader();
        var plain = Workload.deployment(BED.namespace("outage"), "web")
                .with("scale-max-replicas", "20")
                .with("scale-down-stabilization", "0s")
                .with("scale-up-policies", "100 pods/1s");
        web = METRICS.entrySet().stream()
                .reduce(
                        plain,
                        (workload, metric) -> workload.with("scale-metric" + metric.getKey(), metric.getValue())
                                .with("scale-function" + metric.getKey(), "last")
                                .with("scale-window" + metric.getKey(), "30s")
                                .with("scale-target" + metric.getKey(), "10"),
                        (one, _) -> one);
        load(40);
        web.create(BED.kubernetes());
        awaitSize(4, Duration.ofSeconds(90));
    }

    @AfterAll
    static void stop() {
        BED.sysdig().heal();
        if (reader != null) {
            reader.close();
        }
        if (replicas != null) {
            replicas.close();
        }
        BED.kubernetes().namespaces().withName(web.namespace()).delete();
    }

    @Test
    void workloadKeepsItsSizeReadsSaySinceWhenFewerQueriesAreAskedAndAfterwardsItFollows() {
        int healthy = requestsIn(INTERVAL.multipliedBy(2));
        BED.sysdig().fail(new Fault.Status(503, "<html>upstream connect error</html>"));
        load(10);

        var first = endlessly(
                reply -> Reader.value(reply).filter("40"::equals).isPresent() || saysSince(reply, Instant.MAX));
        awaitTold();
        assertThat(first.failures()).as("reads before all had told").isEmpty();

        var told = InstantSource.system().instant();
        var reads = endlessly(reply -> saysSince(reply, told));
        int asked = requestsIn(LENGTH);
        assertThat(reads.failures()).as("reads in the outage").isEmpty();
        assertThat(asked * INTERVAL.multipliedBy(2).toSeconds())
                .as("%d requests in %s, %d in two intervals before", asked, LENGTH, healthy)
                .isLessThan(healthy * LENGTH.toSeconds());

        load(70);
        await("Prometheus has it")
                .atMost(Duration.ofSeconds(30))
                .until(() -> BED.prometheus()
                        .query("max(outage_web{kube_cluster_name=\"test-cluster\"}) == 70")
                        .contains("value"));
        BED.sysdig().heal();
        // The machine is busy, and the controller looks once a second.
        awaitSize(7, INTERVAL.multipliedBy(2).plusSeconds(10));
    }

    private static Reader.Endless endlessly(Predicate<HttpResponse<String>> passes) {
        return reader.endlessly(replicas.all().stream().map(Replica::product).toList(), web, METRICS.get(""), passes);
    }

    /** An error that names the fault and a moment up to this one. */
    private static boolean saysSince(HttpResponse<String> reply, Instant latest) {
        var since = SINCE.matcher(reply.body());
        return reply.statusCode() >= 400
                && reply.body().contains("Sysdig failed (503)")
                && since.find()
                && !Instant.parse(since.group(1)).isAfter(latest);
    }

    /** By both replicas, and to the autoscaler. */
    private static void awaitTold() {
        await("all say so instead of a number").atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            for (var replica : replicas.all()) {
                var reply = reader.read(reader.client(replica.product()), web, METRICS.get(""));
                assertThat(saysSince(reply, Instant.MAX)).as(reply.body()).isTrue();
            }
            assertThat(web.hpaConditions(BED.kubernetes())).contains("Sysdig failed (503)", "(since ");
        });
    }

    /** How many reach Sysdig in so long a time, in which the size stays. */
    private static int requestsIn(Duration time) {
        BED.sysdig().resetCount();
        await().during(time)
                .atMost(time.plusSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .failFast(
                        "the size has changed",
                        () -> assertThat(web.wantedReplicas(BED.kubernetes())).isEqualTo(4))
                .until(() -> true);
        return BED.sysdig().requests();
    }

    private static void awaitSize(int size, Duration within) {
        await("a size of " + size)
                .atMost(within)
                .untilAsserted(() -> assertThat(web.wantedReplicas(BED.kubernetes()))
                        .as(() -> web.hpaConditions(BED.kubernetes()))
                        .isEqualTo(size));
    }

    private static void load(double value) {
        var series = new HashMap<>(web.series());
        series.put("kube_pod_name", "web-a");
        METRICS.values().forEach(metric -> BED.exporter().set(metric, series, value));
    }
}

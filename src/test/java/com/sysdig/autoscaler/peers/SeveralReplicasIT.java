package com.sysdig.autoscaler.peers;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Asked;
import com.sysdig.autoscaler.testbed.Edits;
import com.sysdig.autoscaler.testbed.Exporter;
import com.sysdig.autoscaler.testbed.Product;
import com.sysdig.autoscaler.testbed.Replicas;
import com.sysdig.autoscaler.testbed.Replicas.Replica;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Three replicas, and what happens to them. Everywhere: reads through a replica that is left do not fail, what is served is
 * not older than promised, there is one HorizontalPodAutoscaler, the same as before, and in the end all is well by itself.
 */
class SeveralReplicasIT {
    private static final Testbed BED = Testbed.shared();
    private static final String METRIC = "sysdig_container_net_http_request_count";
    /** Of which one more has to be enough, on a busy machine, for others to see that the asking one is gone and to ask. */
    private static final Duration INTERVAL = Duration.ofSeconds(8);
    /** Requests per minute of all together. */
    private static final int LIMIT = 4000;
    /** Three intervals, and what the sample itself may be old: a scrape, and whole seconds. */
    private static final Duration PROMISED = INTERVAL.multipliedBy(3).plusSeconds(30);

    private static Replicas replicas;
    private static Reader reader;
    private static Workload web;
    private static String uid;
    /** It only rises, since a lower number has to wait for a full window. */
    private static double total = 10;

    @BeforeAll
    static void start() {
        replicas = BED.replicas(3, Map.of("autoscaler.poll-interval", INTERVAL.toSeconds() + "s"))
                .withoutLivenessProbe();
        reader = new Reader();
        web = Workload.deployment(BED.namespace("several"), "web")
                .with("scale-metric", METRIC)
                .with("scale-function", "last")
                .with("scale-window", "30s")
                .with("scale-target", "10")
                .with("scale-max-replicas", "20");
        load(web, total);
        web.create(BED.kubernetes());
        awaitFollowed(replicas.all());
        uid = await().atMost(Duration.ofSeconds(60)).until(SeveralReplicasIT::hpaUid, found -> !found.isEmpty());
    }

    @AfterAll
    static void stop() {
        if (reader != null) {
            reader.close();
        }
        if (replicas != null) {
            replicas.close();
        }
    }

    @AfterEach
    void restoreAndLookForTheHpa() {
        replicas.restore();
        awaitFollowed(replicas.all());
        assertThat(hpaUid()).as("the HorizontalPodAutoscaler").isEqualTo(uid);
    }

    @Test
    void togetherTheyAskWhatOneWouldAsk() {
        awaitAcquainted();
        BED.sysdig().resetCount();

        var asked = await("one query is asked five times")
                .atMost(Duration.ofMinutes(2))
                .until(SeveralReplicasIT::timesOfTheMostAsked, times -> times.size() >= 5);

        assertThat(Duration.between(asked.getFirst(), asked.get(4)))
                .as("four intervals of one; three that all asked would need less than two")
                .isGreaterThan(INTERVAL.multipliedBy(5).dividedBy(2));
    }

    @Test
    void whatIsReadAtOneThatDoesNotAskIsAskedByTheOneThatDoes() {
        var leader = replicas.leader();
        var standby = replicas.others(leader).getFirst();
        var series = Map.of("kube_cluster_name", Exporter.CLUSTER, "kube_namespace_name", web.namespace());
        BED.exporter().set("hand_written", series, 12);
        var path = "/apis/external.metrics.k8s.io/v1beta1/namespaces/%s/hand_written?labelSelector=%s"
                .formatted(web.namespace(), "sysdig.com%2Ffunction%3Dlast,sysdig.com%2Fwindow%3D30s");

        await("a standby serves it")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(reader.read(reader.client(standby.product()), path)
                                .body())
                        .contains("\"value\":\"12\""));

        assertThat(reader.read(reader.client(leader.product()), path).body())
                .as("the leader's first read, out of what it asked for the standby")
                .contains("\"value\":\"12\"");
    }

    @Test
    void leaderIsKilled() {
        var leader = replicas.leader();
        var reads = endlessly(replicas.others(leader));

        leader.product().kill();

        awaitAnother(leader);
        awaitFollowed(replicas.others(leader));
        assertThat(reads.failures()).isEmpty();
    }

    @Test
    void leaderIsStoppedUnderLoad() {
        var leader = replicas.leader();
        var reads = endlessly(replicas.others(leader));
        var itsOwn = reader.endlessly(List.of(leader.product()), web, METRIC, _ -> true);

        assertThat(leader.product().stop()).as("ended by itself within seconds").isTrue();

        awaitAnother(leader);
        assertThat(reads.failures()).isEmpty();
        assertThat(itsOwn.failures())
                .as("refused, cut or answered, but never left waiting")
                .noneMatch(SeveralReplicasIT::isTimeout);
    }

    @Test
    void leaseIsStolen() {
        var reads = endlessly(replicas.all());

        Edits.edit(replicas.lease(), lease -> {
            lease.getSpec().setHolderIdentity("thief");
            lease.getSpec().setRenewTime(ZonedDateTime.now(ZoneOffset.UTC));
            return lease;
        });

        await("one of us leads again")
                .atMost(Duration.ofSeconds(90))
                .until(() -> !replicas.holder().equals("thief"));
        awaitFollowed(replicas.all());
        assertThat(reads.failures()).isEmpty();
    }

    @Test
    void networkBetweenReplicasIsCut() {
        awaitAcquainted();
        var reads = endlessly(replicas.all());

        replicas.all().forEach(replica -> replica.fromOthers().cut());

        awaitFollowed(replicas.all());
        awaitFollowed(replicas.all());
        awaitRequestsAllowed(replicas.all(), LIMIT / 3);
        replicas.all().forEach(replica -> replica.fromOthers().heal());
        awaitRequestsAllowed(List.of(replicas.leader()), LIMIT);
        assertThat(reads.failures()).isEmpty();
    }

    @Test
    void apiServerIsAwayForTwoMinutes() {
        var reads = endlessly(replicas.all());
        replicas.leader();
        var end = InstantSource.system().instant().plus(Duration.ofMinutes(2));

        replicas.all().forEach(replica -> replica.toApiServer().silence());

        while (InstantSource.system().instant().isBefore(end)) {
            awaitFollowed(replicas.all());
        }
        assertThat(leaseHasRunOut()).isTrue();
        replicas.all().forEach(replica -> replica.toApiServer().heal());
        replicas.leader();
        awaitFollowed(replicas.all());
        assertThat(reads.failures()).isEmpty();
        assertThat(replicas.all()).allMatch(replica -> replica.product().isAlive());
    }

    /** Of one query, since workloads of other tests are asked about, too. */
    private static List<Instant> timesOfTheMostAsked() {
        return BED.sysdig().queries().stream()
                .collect(groupingBy(Asked::query, mapping(Asked::at, toList())))
                .values()
                .stream()
                .max(comparingInt(List::size))
                .orElse(List.of());
    }

    @Test
    void standbyIsFrozen() {
        var leader = replicas.leader();
        var frozen = replicas.others(leader).getFirst();
        var reads = endlessly(replicas.others(frozen));

        frozen.product().freeze();

        awaitRequestsAllowed(List.of(leader), LIMIT * 2 / 3);
        awaitFollowed(replicas.others(frozen));
        assertThat(reads.failures()).isEmpty();
        frozen.product().thaw();
        awaitFollowed(replicas.all());
        awaitRequestsAllowed(List.of(leader), LIMIT);
    }

    @Test
    void leaderIsFrozen() {
        var leader = replicas.leader();
        var reads = endlessly(replicas.others(leader));

        leader.product().freeze();

        awaitAnother(leader);
        awaitFollowed(replicas.others(leader));
        assertThat(reads.failures()).isEmpty();
        leader.product().thaw();
        awaitFollowed(replicas.all());
    }

    @Test
    void allAreFrozenSoThatALowerNumberWaitsAsAfterAnyGap() {
        var calm = Workload.deployment(BED.namespace("frozen"), "calm")
                .with("scale-metric", METRIC)
                .with("scale-function", "last")
                .with("scale-window", "30s")
                .with("scale-target", "10")
                .with("scale-max-replicas", "20")
                .with("scale-down-stabilization", "20s");
        load(calm, 50);
        calm.create(BED.kubernetes());
        await("it is served")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(readOne(calm)).contains("\"value\":\"50\""));

        replicas.all().forEach(replica -> replica.product().freeze());
        load(calm, 10);
        await("nobody asked for four intervals")
                .atMost(Duration.ofSeconds(90))
                .until(() -> BED.sysdig()
                        .queries()
                        .getLast()
                        .at()
                        .isBefore(InstantSource.system().instant().minus(INTERVAL.multipliedBy(4))));
        replicas.all().forEach(replica -> replica.product().thaw());

        await("it waits")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(readOne(calm)).contains("lower than before a gap"));
        await("and acts in the end")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(readOne(calm)).contains("\"value\":\"10\""));
    }

    private static Reader.Endless endlessly(List<Replica> some) {
        return reader.endlessly(products(some), web, METRIC, SeveralReplicasIT::isFreshValue);
    }

    private static boolean isFreshValue(HttpResponse<String> reply) {
        var oldest = InstantSource.system().instant().minus(PROMISED);
        return Reader.value(reply).isPresent()
                && Reader.timestamp(reply).filter(oldest::isBefore).isPresent();
    }

    private static boolean isTimeout(String failure) {
        return failure.contains("imeout");
    }

    private static void awaitAnother(Replica leader) {
        await("another replica leads")
                .atMost(Duration.ofSeconds(90))
                .until(() -> replicas.others(leader).contains(replicas.leader()));
    }

    /** There is more load, and all of these serve it. */
    private static void awaitFollowed(List<Replica> some) {
        total += 10;
        load(web, total);
        var value = "\"value\":\"%.0f\"".formatted(total);
        await("all serve " + value)
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(
                        () -> some.forEach(replica -> assertThat(read(replica)).contains(value)));
    }

    /** One that has just started asks for itself and knows of nobody, until it has copied. */
    private static void awaitAcquainted() {
        var leader = replicas.leader();
        awaitRequestsAllowed(replicas.others(leader), LIMIT / 3);
        awaitRequestsAllowed(List.of(leader), LIMIT);
    }

    private static void awaitRequestsAllowed(List<Replica> some, int perMinute) {
        await(perMinute + " requests a minute are allowed")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() ->
                        some.forEach(replica -> assertThat(replica.product().managed("/q/metrics"))
                                .contains("sysdig_autoscaler_requests_limit " + perMinute + ".0")));
    }

    private static String read(Replica replica) {
        return reader.read(reader.client(replica.product()), web, METRIC).body();
    }

    private static List<Product> products(List<Replica> some) {
        return some.stream().map(Replica::product).toList();
    }

    private static boolean leaseHasRunOut() {
        var spec = replicas.lease().get().getSpec();
        return spec.getRenewTime()
                .plusSeconds(spec.getLeaseDurationSeconds() + 5)
                .toInstant()
                .isBefore(Instant.now());
    }

    /** At any one. */
    private static String readOne(Workload workload) {
        return reader.read(reader.client(replicas.all().getFirst().product()), workload, METRIC)
                .body();
    }

    private static void load(Workload workload, double value) {
        var series = new HashMap<>(workload.series());
        series.put("kube_pod_name", workload.name() + "-a");
        BED.exporter().set(METRIC, series, value);
    }

    /** Of the only one; empty where there is none. */
    private static String hpaUid() {
        var found = BED.kubernetes()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(web.namespace())
                .list()
                .getItems();
        assertThat(found).hasSizeLessThan(2);
        return found.stream()
                .map(HorizontalPodAutoscaler::getMetadata)
                .map(metadata -> metadata.getUid())
                .findFirst()
                .orElse("");
    }
}

package com.sysdig.autoscaler.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.peers.Reader;
import com.sysdig.autoscaler.testbed.Edits;
import com.sysdig.autoscaler.testbed.Fault;
import com.sysdig.autoscaler.testbed.Replicas;
import com.sysdig.autoscaler.testbed.Replicas.Replica;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Faults, edits, restarts and loads in an order that a seed decides, and after each the same promises: no replica is lost or
 * made by a fault, no workload has two autoscalers, the replica that is left answers, and once all is well everything follows. A short run by default; {@code
 * -Dchaos.rounds} and {@code -Dchaos.seed} make longer and other ones.
 */
class ChaosIT {
    private static final Logger LOG = Logger.getLogger(ChaosIT.class);
    private static final Testbed BED = Testbed.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int STEPS_PER_ROUND = 4;

    private static final List<Fault> FAULTS = List.of(
            new Fault.Status(503, "<html>upstream connect error</html>"),
            new Fault.Status(401, "{\"status\":401,\"error\":\"Unauthorized\"}"),
            new Fault.TooManyRequests(Duration.ofSeconds(1)),
            new Fault.Slow(Duration.ofSeconds(15)),
            new Fault.Cut(),
            new Fault.Garbage(),
            new Fault.ErrorBody("query timed out"),
            new Fault.Empty(),
            new Fault.NotANumber(),
            new Fault.Value("+Inf"),
            new Fault.Value("-1"),
            new Fault.Twice(),
            new Fault.Warnings(List.of("results truncated")),
            new Fault.Old(Duration.ofSeconds(90)));

    private final long seed = Long.getLong("chaos.seed", 20_261_125L);
    private final int rounds = Integer.getInteger("chaos.rounds", 3);
    private final Random random = new Random(seed);
    private final String namespace = BED.namespace("chaos");
    private final Reader reader = new Reader();

    private final List<String> done = new ArrayList<>();
    private final Replicas replicas = BED.replicas(2, Map.of()).withoutLivenessProbe();
    private List<ChaoticWorkload> workloads = List.of();

    /** What befalls replicas befalls this one until the round ends. */
    private Replica unlucky = replicas.all().getFirst();

    @BeforeEach
    void makeWorkloads() {
        replicas.leader();
        workloads = List.of(
                new ChaoticWorkload(Workload.deployment(namespace, "web"), "hold"),
                new ChaoticWorkload(Workload.statefulSet(namespace, "db"), "last-known/1h"),
                new ChaoticWorkload(Workload.deployment(namespace, "jobs"), "never-down"),
                new ChaoticWorkload(ChaoticWorkload.twice(Workload.deployment(namespace, "mail")), "hold"));
    }

    @AfterEach
    void leaveEverythingWell() {
        BED.sysdig().heal();
        reader.close();
        replicas.restore();
        BED.kubernetes().namespaces().withName(namespace).delete();
    }

    @Test
    void noReplicaIsLostOrMadeByAFaultAndAfterEachRoundEverythingFollows() {
        LOG.infof("Chaos with -Dchaos.seed=%d, %d rounds.", seed, rounds);
        followsAgain();
        for (int round = 0; round < rounds; round++) {
            unlucky = replicas.all().get(random.nextInt(2));
            for (int step = 0; step < STEPS_PER_ROUND; step++) {
                done.add(step());
                staysInBounds();
            }
            BED.sysdig().heal();
            replicas.restore();
            done.add("all is well");
            followsAgain();
        }
    }

    private String step() {
        var workload = workloads.get(random.nextInt(workloads.size()));
        return switch (random.nextInt(10)) {
            case 0, 1 -> {
                var fault = FAULTS.get(random.nextInt(FAULTS.size()));
                BED.sysdig().fail(fault);
                yield "Sysdig: " + fault;
            }
            case 2, 3 -> {
                int size = ChaoticWorkload.SIZES.get(random.nextInt(ChaoticWorkload.SIZES.size()));
                workload.load(size);
                yield workload.name() + " has a load for " + size;
            }
            case 4, 5 -> hurt(unlucky);
            case 6 -> {
                var maximum = Integer.toString(10 + random.nextInt(10));
                workload.annotate("scale-max-replicas", maximum);
                yield workload.name() + " is annotated with scale-max-replicas " + maximum;
            }
            case 7 -> {
                workload.recreate();
                yield workload.name() + " is deleted and made again";
            }
            case 8 -> {
                stealLease();
                yield "somebody else takes the lease";
            }
            default -> {
                workload.deleteHpa();
                yield "the autoscaler of " + workload.name() + " is deleted";
            }
        };
    }

    private String hurt(Replica replica) {
        var product = replica.product();
        return switch (random.nextInt(6)) {
            case 0, 1 -> {
                product.kill();
                replica.restore();
                yield "a replica is killed and starts again";
            }
            case 2 -> {
                product.stop();
                yield "a replica is stopped";
            }
            case 3 -> {
                if (product.isAlive()) {
                    product.freeze();
                }
                yield "a replica is frozen";
            }
            case 4 -> {
                replica.toApiServer().cut();
                yield "a replica loses the API server";
            }
            default -> {
                replica.fromOthers().cut();
                yield "a replica is not reached by the other";
            }
        };
    }

    private void stealLease() {
        Edits.edit(replicas.lease(), lease -> {
            lease.getSpec().setHolderIdentity("thief");
            lease.getSpec().setRenewTime(ZonedDateTime.now(ZoneOffset.UTC));
            return lease;
        });
    }

    /** For as many syncs of the HPA controller, of one second each, as show what it makes of the step. */
    private void staysInBounds() {
        await().during(Duration.ofSeconds(4))
                .atMost(PATIENCE)
                .failFast("a promise is broken", this::checkPromises)
                .until(() -> true);
    }

    private void followsAgain() {
        await("everything follows")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .failFast("a promise is broken", this::checkPromises)
                .untilAsserted(() -> assertThat(workloads).as(this::story).allSatisfy(workload -> {
                    assertThat(workload.replicas()).as(workload::toString).isEqualTo(workload.wanted());
                    assertThat(workload.hpas()).hasSize(1);
                }));
        workloads.forEach(ChaoticWorkload::isInOrder);
    }

    private void checkPromises() {
        checkReads();
        assertThat(workloads).as(this::story).allSatisfy(workload -> {
            assertThat(workload.isBounded(workload.replicas()))
                    .as(workload::toString)
                    .isTrue();
            assertThat(workload.hpas()).hasSizeLessThanOrEqualTo(1);
        });
    }

    /** With a number, or with the reason why there is none. */
    private void checkReads() {
        var web = workloads.getFirst().workload();
        for (var lucky : replicas.others(unlucky)) {
            var reply = reader.read(reader.client(lucky.product()), web, ChaoticWorkload.METRIC);
            assertThat(reply.body()).as(this::story).containsAnyOf("\"value\":", "\"kind\":\"Status\"");
        }
    }

    private String story() {
        return "seed " + seed + ", steps " + done;
    }
}

package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.testbed.Edits;
import com.sysdig.autoscaler.testbed.FaultyApiServer;
import com.sysdig.autoscaler.testbed.Product;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeadershipIT {
    private static final int MANY = 200;

    private final Testbed testbed = Testbed.shared();
    private final Product product = testbed.product();
    private final int before = product.log().size();
    private final AnnotatedNamespace shop = new AnnotatedNamespace(testbed.namespace("leadership"));

    /** A leader that hangs and is killed in the end could not release its lease. */
    @Test
    void leaderReleasesItsLeaseWhenItIsTerminatedAndTheNextOneGoesOn() {
        shop.managed("web");
        var first = holder();
        product.stop();
        assertThat(product.log(before)).noneSatisfy(line -> assertThat(line).contains("could not be released"));
        assertThat(holder()).isEmpty();
        shop.hpa("web").delete();
        product.restart();
        shop.eventually(() -> assertThat(shop.hpa("web").get()).isNotNull());
        assertThat(holder()).isNotEmpty().isNotEqualTo(first);
    }

    @Test
    void leaderThatLostItsLeaseWaitsForItAndWritesAgain() {
        shop.managed("web");
        takeLease();
        shop.managed("api");
        assertThat(product.isAlive()).isTrue();
        assertThat(holder()).isNotEqualTo("someone else");
        // The end of it, with how long it lasted: ours, or another's first.
        assertThat(product.log(before))
                .anySatisfy(line -> assertThat(line).containsPattern("after PT[0-9.HMS]+ without the lease"));
    }

    @Test
    void workloadWhoseWriteWasUnderWayWhenTheLeaseWasLostIsFollowed(@TempDir Path folder) {
        through(folder, api -> {
            api.holdHpaWrites();
            var web = AnnotatedNamespace.annotated(Workload.deployment(shop.name(), "web"));
            web.create(shop.kubernetes());
            shop.eventually(() -> assertThat(api.hpaWritesUnderWay()).isPositive());
            takeLease();
            api.releaseHpaWrites();
            shop.annotate(web.with("scale-max-replicas", "33"));
            awaitLease();
            shop.eventually(() -> assertThat(shop.hpa("web").get()).isNotNull());
            shop.eventually(() -> assertThat(shop.spec("web").getMaxReplicas()).isEqualTo(33));
        });
    }

    /** Ten are under way when the lease is lost, and nearly all the others wait. */
    @Test
    void allOfManyWorkloadsGetTheirHpaThoughTheLeaseWasLostAmongThem(@TempDir Path folder) {
        through(folder, api -> {
            api.slowDownHpaWrites(Duration.ofSeconds(3));
            IntStream.range(0, MANY)
                    .mapToObj(number -> AnnotatedNamespace.annotated(Workload.deployment(shop.name(), "w" + number))
                            .withReplicas(0))
                    .forEach(workload -> workload.create(shop.kubernetes()));
            shop.eventually(() -> assertThat(shop.hpas().list().getItems()).hasSizeGreaterThan(10));
            api.holdHpaWrites();
            takeLease();
            assertThat(shop.hpas().list().getItems()).hasSizeLessThan(MANY);
            api.slowDownHpaWrites(Duration.ZERO);
            api.releaseHpaWrites();
            awaitLease();
            shop.eventually(() -> assertThat(shop.hpas().list().getItems()).hasSize(MANY));
        });
    }

    private void through(Path folder, Consumer<FaultyApiServer> test) {
        try (var api = FaultyApiServer.before(testbed.controlPlane(), 0)) {
            testbed.product(
                    Map.of("KUBECONFIG", api.kubeconfig(folder.resolve("proxy")).toString()));
            test.accept(api);
        } finally {
            testbed.product().restart();
        }
    }

    private void takeLease() {
        Edits.edit(lease(), lease -> {
            lease.getSpec().setHolderIdentity("someone else");
            return lease;
        });
        shop.eventually(() -> assertThat(product.log(before))
                .anySatisfy(line -> assertThat(line).contains("The lease was lost")));
    }

    private void awaitLease() {
        shop.eventually(() -> assertThat(holder()).isNotEqualTo("someone else"));
    }

    private String holder() {
        return lease().get().getSpec().getHolderIdentity();
    }

    private Resource<Lease> lease() {
        return testbed.kubernetes().leases().inNamespace("sysdig-autoscaler").withName("sysdig-autoscaler");
    }
}

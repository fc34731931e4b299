package com.sysdig.autoscaler.testbed;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Several instances of the product at one address, which leads to those that are ready, as a Service does, and started again as
 * the chart's liveness probe has it. The ways from each to the API server and from the others to each can be cut.
 */
public final class Replicas implements AutoCloseable {

    /** One instance. {@code fromOthers} is the way by which the others reach it. */
    public record Replica(Product product, TcpGate toApiServer, TcpGate fromOthers) {
        /** What is left of it is not of use: another process of it starts. */
        public void restore() {
            toApiServer.heal();
            fromOthers.heal();
            if (product.isAlive()) {
                product.thaw();
            } else {
                product.launch();
            }
        }

        private String address() {
            return "127.0.0.1:" + fromOthers.port();
        }
    }

    private static final Duration LIVENESS_PERIOD = Duration.ofSeconds(5);
    private static final int LIVENESS_FAILURES = 4;

    private final List<Replica> all;
    private final KubernetesClient kubernetes;
    private final TcpGate service;
    private final ScheduledExecutorService probes =
            Executors.newScheduledThreadPool(1, Thread.ofVirtual().factory());
    private final ScheduledExecutorService liveness;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile List<Integer> endpoints = List.of();
    /** The others are out of the Service. */
    private volatile Optional<Replica> only = Optional.empty();

    private volatile boolean startedAgain = true;

    private Replicas(List<Replica> all, KubernetesClient kubernetes, int servicePort) {
        this.all = all;
        this.kubernetes = kubernetes;
        this.service = TcpGate.open(servicePort, this::endpoint);
        this.liveness =
                Executors.newScheduledThreadPool(all.size(), Thread.ofVirtual().factory());
    }

    static Replicas of(
            Workspace workspace, ControlPlane controlPlane, int servicePort, Map<String, String> settings, int count) {
        var replicas = new Replicas(
                IntStream.range(0, count)
                        .mapToObj(
                                i -> replica(workspace, controlPlane.operator(), "replica-" + i, servicePort, settings))
                        .toList(),
                controlPlane.admin().client(),
                servicePort);
        workspace.onClose(replicas::close);
        return replicas;
    }

    private static Replica replica(
            Workspace workspace, Kubeconfig operator, String name, int servicePort, Map<String, String> settings) {
        var apiServer = operator.port();
        var toApiServer = TcpGate.open(0, () -> OptionalInt.of(apiServer));
        var https = new AtomicInteger();
        var fromOthers = TcpGate.open(0, () -> OptionalInt.of(https.get()));
        var all = new HashMap<>(settings);
        all.put("autoscaler.service.port", Integer.toString(servicePort));
        all.put("pod.ip", "127.0.0.1:" + fromOthers.port());
        var kubeconfig = operator.through(workspace.file(name + ".kubeconfig"), toApiServer.port());
        var product = Product.of(workspace, name, kubeconfig, all);
        https.set(product.https().getPort());
        return new Replica(product, toApiServer, fromOthers);
    }

    void start() {
        var _ = probes.scheduleWithFixedDelay(this::probe, 0, 500, TimeUnit.MILLISECONDS);
        restore();
        all.forEach(replica -> {
            var _ = liveness.scheduleAtFixedRate(
                    new Liveness(replica.product()), 0, LIVENESS_PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    /** For tests that thaw by themselves. */
    public Replicas withoutLivenessProbe() {
        startedAgain = false;
        return this;
    }

    public List<Replica> all() {
        return all;
    }

    /** The one that holds the lease. */
    public Replica leader() {
        return await("a replica leads")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> all.stream()
                                .filter(replica -> replica.product().isAlive())
                                .filter(replica -> holder().contains("_" + replica.address() + "_"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    public List<Replica> others(Replica than) {
        return all.stream().filter(replica -> !replica.equals(than)).toList();
    }

    /** Who holds the lease, in its own words. */
    public String holder() {
        return Optional.ofNullable(lease().get())
                .map(lease -> lease.getSpec().getHolderIdentity())
                .orElse("");
    }

    public Resource<Lease> lease() {
        return kubernetes.leases().inNamespace(Installation.NAMESPACE).withName("sysdig-autoscaler");
    }

    /** The Service leads to this one alone from here to {@link #restore}; connections to others end. */
    public void serveOnly(Replica replica) {
        only = Optional.of(replica);
        service.cut();
        service.heal();
    }

    /** Whatever was done to them is over; all are ready, and one leads, when this returns. */
    public void restore() {
        only = Optional.empty();
        all.forEach(Replica::restore);
        all.forEach(replica -> replica.product().awaitReady());
        leader();
    }

    private void probe() {
        endpoints = all.stream()
                .map(Replica::product)
                .filter(Product::isAlive)
                .filter(Product::isReady)
                .map(product -> product.https().getPort())
                .toList();
    }

    /** It begins when the process has answered once, as after a startup probe. */
    private final class Liveness implements Runnable {
        private final Product product;
        private long pid;
        private boolean started;
        private int failures;

        Liveness(Product product) {
            this.product = product;
        }

        @Override
        public void run() {
            if (!startedAgain || !product.isAlive()) {
                return;
            }
            if (pid != product.pid()) {
                pid = product.pid();
                started = false;
                failures = 0;
            }
            if (product.isLive()) {
                started = true;
                failures = 0;
            } else if (started && ++failures == LIVENESS_FAILURES) {
                product.startAgain(pid);
            }
        }
    }

    private OptionalInt endpoint() {
        var ready = only.map(replica -> List.of(replica.product().https().getPort()))
                .orElse(endpoints);
        return ready.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(ready.get(Math.floorMod(turn.getAndIncrement(), ready.size())));
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        startedAgain = false;
        liveness.close();
        probes.shutdownNow();
        service.close();
        all.forEach(replica -> {
            if (replica.product().isAlive()) {
                replica.product().kill();
            }
            replica.toApiServer().close();
            replica.fromOthers().close();
        });
        leaveNoLease();
        kubernetes.close();
    }

    /** Whoever comes next would leave a part of the requests to the dead one that holds it. */
    private void leaveNoLease() {
        try {
            lease().delete();
        } catch (KubernetesClientException _) {
            // The API server is gone as well.
        }
    }
}

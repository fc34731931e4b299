package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.certificates.ClientAuthority;
import com.sysdig.autoscaler.metricsapi.DirectClient;
import com.sysdig.autoscaler.testbed.Edits;
import com.sysdig.autoscaler.testbed.Product;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads a workload's metric at replicas directly, as a front proxy of an authority that joined the trusted ones. For a member
 * of {@code system:masters}, so that no review is needed, which the API server could not answer while it is away.
 */
public final class Reader implements AutoCloseable {
    /** Within which every read is answered, whatever the state. */
    private static final Duration PROMISED = Duration.ofSeconds(1);
    /** For the client and the way, where all but that of the second may be spent on reviews. */
    private static final Duration BUSY_MACHINE = Duration.ofSeconds(1);
    /** After which it does not wait any longer. */
    static final Duration PATIENCE = Duration.ofSeconds(15);
    /** A pause of the machine does not last for all of them. */
    private static final int TRIES = 5;

    private static final String[] MASTER = {"X-Remote-User", "ann", "X-Remote-Group", "system:masters"};
    private static final Pattern VALUE = Pattern.compile("\"value\":\"([^\"]+)\"");
    private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":\"([^\"]+)\"");

    private final ClientAuthority authority =
            ClientAuthority.create(InstantSource.system().instant());
    private final ScheduledExecutorService pace =
            Executors.newScheduledThreadPool(8, Thread.ofPlatform().daemon().factory());

    public Reader() {
        Edits.edit(
                Testbed.shared()
                        .kubernetes()
                        .configMaps()
                        .inNamespace("kube-system")
                        .withName("extension-apiserver-authentication"),
                map -> new ConfigMapBuilder(map)
                        .addToData(
                                "requestheader-client-ca-file",
                                map.getData().get("requestheader-client-ca-file") + authority.pem())
                        .build());
    }

    /** A client of one replica, on a connection of its own. */
    public DirectClient client(Product product) {
        return new DirectClient(
                        product.https().getPort(),
                        authority
                                .client(
                                        "front-proxy-client",
                                        InstantSource.system().instant())
                                .keys())
                .within(PATIENCE);
    }

    public HttpResponse<String> read(DirectClient client, Workload workload, String metric) {
        return client.get(path(workload, metric), MASTER);
    }

    /** Of any path. */
    HttpResponse<String> read(DirectClient client, String path) {
        return client.get(path, MASTER);
    }

    /** Reads that may wait for a review; fails where it is not answered as promised, and is not either when tried again. */
    static HttpResponse<String> promptly(Supplier<HttpResponse<String>> read) {
        return promptly(read, PROMISED.plus(BUSY_MACHINE));
    }

    private static HttpResponse<String> promptly(Supplier<HttpResponse<String>> read, Duration limit) {
        var took = new ArrayList<Duration>();
        for (var i = 0; i < TRIES; i++) {
            var began = System.nanoTime();
            var reply = read.get();
            var time = Duration.ofNanos(System.nanoTime() - began);
            if (time.compareTo(limit) <= 0) {
                return reply;
            }
            took.add(time);
        }
        throw new AssertionError("answered after " + took + " instead of within " + limit);
    }

    /** Empty where it is an error. */
    static Optional<String> value(HttpResponse<String> reply) {
        return first(VALUE, reply);
    }

    static Optional<Instant> timestamp(HttpResponse<String> reply) {
        return first(TIMESTAMP, reply).map(Instant::parse);
    }

    private static Optional<String> first(Pattern pattern, HttpResponse<String> reply) {
        var found = pattern.matcher(reply.body());
        return reply.statusCode() == 200 && found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    static String path(Workload workload, String metric) {
        return "/apis/external.metrics.k8s.io/v1beta1/namespaces/%s/%s?labelSelector=sysdig.com%%2Fkind%%3Ddeployment,sysdig.com%%2Fmetric%%3Ddefault,sysdig.com%%2Fworkload%%3D%s"
                .formatted(workload.namespace(), metric, workload.name());
    }

    /** Reads at each of these over and over, and keeps what does not pass or comes late. */
    Endless endlessly(
            List<Product> products, Workload workload, String metric, Predicate<HttpResponse<String>> passes) {
        var endless = new Endless();
        for (var product : products) {
            var client = client(product);
            endless.running.add(pace.scheduleWithFixedDelay(
                    () -> endless.note(() -> promptly(() -> read(client, workload, metric), PROMISED), passes),
                    0,
                    50,
                    TimeUnit.MILLISECONDS));
        }
        return endless;
    }

    static final class Endless {
        private final List<Future<?>> running = new ArrayList<>();
        private final Set<String> failures = ConcurrentHashMap.newKeySet();
        private final AtomicInteger count = new AtomicInteger();

        private void note(Supplier<HttpResponse<String>> read, Predicate<HttpResponse<String>> passes) {
            try {
                var reply = read.get();
                count.incrementAndGet();
                if (!passes.test(reply)) {
                    failures.add(Instant.now() + " " + reply.statusCode() + " " + reply.body());
                }
            } catch (AssertionError | RuntimeException e) {
                failures.add(e + ": " + e.getCause());
            }
        }

        /** Ends it; what did not pass. */
        Set<String> failures() {
            running.forEach(one -> one.cancel(false));
            if (count.get() == 0) {
                failures.add("nothing was read");
            }
            return Set.copyOf(failures);
        }
    }

    @Override
    public void close() {
        pace.shutdownNow();
    }
}

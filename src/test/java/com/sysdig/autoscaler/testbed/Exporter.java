package com.sysdig.autoscaler.testbed;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/**
 * Sysdig-named, Sysdig-labelled series that a test sets; Prometheus scrapes them every second.
 *
 * <p>Every series of our cluster has a namesake with a huge value in another cluster, so that a query which forgets the
 * cluster shows at once.
 */
public final class Exporter implements AutoCloseable {

    public static final String CLUSTER = "test-cluster";
    static final String OTHER_CLUSTER = "another-cluster";
    private static final double HUGE = 1e9;
    private static final Duration AWAY = Duration.ofSeconds(10);
    private static final Duration THERE = Duration.ofSeconds(5);

    private final Map<Series, DoubleSupplier> published = new ConcurrentHashMap<>();
    /** Since when, in nanoseconds, by metric. */
    private final Map<String, Long> interrupted = new ConcurrentHashMap<>();

    private final LoopbackServer server;

    private Exporter() {
        server = LoopbackServer.start(
                exchange -> LoopbackServer.answer(exchange, 200, "text/plain; version=0.0.4", exposition()));
    }

    static Exporter start() {
        return new Exporter();
    }

    /** A gauge, or one of Sysdig's per-sample counts: the value that every scrape finds. */
    public void set(String metric, Map<String, String> labels, double value) {
        published.put(Series.of(metric, labels), () -> value);
    }

    /** A cumulative counter that grows by this much each second; a new rate goes on from what is counted. */
    public void count(String metric, Map<String, String> labels, double perSecond) {
        published.compute(Series.of(metric, labels), (_, before) -> {
            var start = before == null ? 0 : before.getAsDouble();
            var startNanos = System.nanoTime();
            return () -> start + perSecond * (System.nanoTime() - startNanos) / 1e9;
        });
    }

    public void remove(String metric, Map<String, String> labels) {
        published.remove(Series.of(metric, labels));
    }

    /** Every series of a workload, as when its agent goes away. */
    public void removeAll(Map<String, String> labels) {
        published.keySet().removeIf(series -> series.labels().entrySet().containsAll(labels.entrySet()));
    }

    /** From now on no scrape finds this metric for ten seconds, then each for five, over and over. */
    public void interrupt(String metric) {
        interrupted.putIfAbsent(metric, System.nanoTime());
    }

    /** Every scrape finds it again. */
    public void resume(String metric) {
        interrupted.remove(metric);
    }

    public void clear() {
        published.clear();
        interrupted.clear();
    }

    int port() {
        return server.port();
    }

    private String exposition() {
        return published.entrySet().stream()
                .filter(entry -> isThere(entry.getKey().metric()))
                .map(entry -> lines(entry.getKey(), entry.getValue().getAsDouble()))
                .collect(Collectors.joining());
    }

    private boolean isThere(String metric) {
        var since = interrupted.get(metric);
        return since == null || (System.nanoTime() - since) % AWAY.plus(THERE).toNanos() >= AWAY.toNanos();
    }

    private static String lines(Series series, double value) {
        var own = series.text() + " " + value + "\n";
        return CLUSTER.equals(series.labels().get(Series.CLUSTER_LABEL))
                ? own + series.with(Series.CLUSTER_LABEL, OTHER_CLUSTER).text() + " " + (HUGE + value) + "\n"
                : own;
    }

    @Override
    public void close() {
        server.close();
    }
}

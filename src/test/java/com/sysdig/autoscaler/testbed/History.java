package com.sysdig.autoscaler.testbed;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A past for Prometheus to scrape: samples with timestamps of their own, which a scrape may carry.
 *
 * <p>A marker series tells when a batch has been stored; the scrape that carries both is one transaction.
 */
final class History implements AutoCloseable {

    private static final String MARKER = "testbed_history_batch";

    private final AtomicInteger batches = new AtomicInteger();
    private volatile String text = "";
    private final LoopbackServer server = LoopbackServer.start(this::serve);

    int port() {
        return server.port();
    }

    /** Publishes a batch and returns the query that answers once it is stored. */
    String publish(String openMetricsText) {
        var batch = batches.incrementAndGet();
        text = openMetricsText.strip() + "\n" + MARKER + "{batch=\"" + batch + "\"} 1\n";
        return MARKER + "{batch=\"" + batch + "\"}";
    }

    void withdraw() {
        text = "";
    }

    private void serve(HttpExchange exchange) throws IOException {
        LoopbackServer.answer(exchange, 200, "application/openmetrics-text; version=1.0.0", text + "# EOF\n");
    }

    @Override
    public void close() {
        server.close();
    }
}

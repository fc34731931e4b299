package com.sysdig.autoscaler.testbed;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;

/** A real Prometheus that scrapes the {@link Exporter} every second and can be given a past. */
public final class Prometheus {

    private final PrometheusProgram program;
    private final History history;
    private final HttpClient http = HttpClient.newHttpClient();

    private Prometheus(PrometheusProgram program, History history) {
        this.program = program;
        this.history = history;
    }

    static Prometheus start(Workspace workspace, Binaries binaries, Exporter exporter) {
        var history = new History();
        workspace.onClose(history::close);
        var program = PrometheusProgram.start(workspace, binaries, exporter, history);
        var prometheus = new Prometheus(program, history);
        prometheus.until("Prometheus is ready", () -> prometheus.status("/-/ready") == 200);
        return prometheus;
    }

    /** Its base; the API is below {@code /api/v1}. */
    public URI uri() {
        return program.uri();
    }

    /** The body of an instant query. */
    public String query(String promql) {
        return get("/api/v1/query?query=" + encoded(promql)).body();
    }

    /** An instant query as of a Unix time in seconds. */
    public String queryAt(String promql, long time) {
        return get("/api/v1/query?query=" + encoded(promql) + "&time=" + time).body();
    }

    /** The body of a GET below the base, whatever its status. */
    public HttpResponse<String> get(String pathAndQuery) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(uri() + pathAndQuery)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Stores samples of the last day: lines {@code name{labels} value timestamp}, the timestamp in Unix seconds, each
     * series in order of time. Returns when they can be queried.
     */
    public void loadHistory(String openMetricsText) {
        var marker = history.publish(openMetricsText);
        until("the history is stored", () -> query(marker).contains("\"value\""));
        history.withdraw();
    }

    private void until(String what, Callable<Boolean> condition) {
        try {
            await(what)
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(100))
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(
                    e.getMessage() + "\n" + program.log().get(), e);
        }
    }

    private int status(String path) {
        try {
            return get(path).statusCode();
        } catch (UncheckedIOException _) {
            return -1;
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

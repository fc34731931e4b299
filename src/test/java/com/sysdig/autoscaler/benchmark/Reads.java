package com.sysdig.autoscaler.benchmark;

import com.sysdig.autoscaler.testbed.PlainApi;
import com.sysdig.autoscaler.testbed.Product;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.function.IntFunction;

/** How long a read takes: at our port, through the API server, and there beside an API that does nothing. */
final class Reads {

    private static final Duration WARM_UP = Duration.ofSeconds(4);

    private final Stage stage;
    private final Figures figures;
    private final Parameters parameters;
    private final Api api;

    Reads(Stage stage, Figures figures, Parameters parameters) {
        this.stage = stage;
        this.figures = figures;
        this.parameters = parameters;
        this.api = stage.api();
    }

    void measure(Fleet fleet, Product product) {
        var direct = api.at(product.https());
        try (var _ = PlainApi.start(stage.testbed())) {
            warmUp(direct, i -> direct.get(fleet.read(i)));
            warmUp(api, i -> api.get(fleet.read(i)));
            warmUp(api, i -> api.get(PlainApi.PATH + "/any"));
            for (int perSecond : parameters.reads()) {
                var at = " at " + perSecond + "/s";
                add("directly" + at, run(direct, perSecond, i -> direct.get(fleet.read(i))), "5");
                var plain = run(api, perSecond, i -> api.get(PlainApi.PATH + "/any"));
                var ours = run(api, perSecond, i -> api.get(fleet.read(i)));
                add("plain API through the API server" + at, plain, "");
                add("ours through the API server" + at, ours, "");
                figures.add("ours adds to the plain one, p50" + at, ours.millis(50) - plain.millis(50), "ms", "0.3");
            }
        }
    }

    private void add(String what, Latencies latencies, String goal) {
        figures.add(what, latencies, goal);
    }

    private void warmUp(Api target, IntFunction<HttpRequest> request) {
        new OpenLoop(target).run(500, WARM_UP, request);
    }

    private Latencies run(Api target, int perSecond, IntFunction<HttpRequest> request) {
        return new OpenLoop(target).run(perSecond, parameters.length(), request);
    }
}

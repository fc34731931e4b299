package com.sysdig.autoscaler.testbed;

/** An aggregated API that answers whatever it is asked with one text, to compare ours with. */
public final class PlainApi implements AutoCloseable {

    /** Below it every path is answered. */
    public static final String PATH = "/apis/plain.testbed/v1";

    private static final String ANSWER = """
            {"kind":"ExternalMetricValueList","apiVersion":"external.metrics.k8s.io/v1beta1","metadata":{},"items":[{\
            "metricName":"plain","metricLabels":{"sysdig.com/kind":"deployment","sysdig.com/metric":"default","sysdig.com/workload":"plain"},\
            "timestamp":"2026-11-25T00:00:00Z","value":"50"}]}""";

    private final AggregatedApi api;

    private PlainApi(AggregatedApi api) {
        this.api = api;
    }

    /** Reached by the API server when this returns. */
    public static PlainApi start(Testbed testbed) {
        return new PlainApi(AggregatedApi.start(
                testbed,
                "plain.testbed",
                "v1",
                request -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(ANSWER)));
    }

    @Override
    public void close() {
        api.close();
    }
}

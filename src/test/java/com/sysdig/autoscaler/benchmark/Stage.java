package com.sysdig.autoscaler.benchmark;

import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Product;
import com.sysdig.autoscaler.testbed.Setting;
import com.sysdig.autoscaler.testbed.Testbed;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** The cluster, and the product in it with the settings that users begin with. Of the benchmark's one thread. */
final class Stage {

    static final Duration POLL_INTERVAL = Duration.ofSeconds(15);
    static final Duration INGESTION_DELAY = Duration.ofSeconds(30);
    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final Testbed testbed;
    private final Parameters parameters;
    /** The product's JVM as in our image with its limits, and further options. */
    private final String javaOptions;
    /** The one that runs. */
    private Optional<Product> product = Optional.empty();

    private Stage(Testbed testbed, Parameters parameters, String javaOptions) {
        this.testbed = testbed;
        this.parameters = parameters;
        this.javaOptions = javaOptions;
    }

    /** Like Sysdig's and Kubernetes' own defaults, not as fast as tests want them. */
    static Stage of(Parameters parameters, FlameGraphs flameGraphs) {
        Setting.SCRAPE_INTERVAL.orElse(SAMPLE_INTERVAL.toSeconds() + "s");
        Setting.HPA_PERIOD.orElse("15s");
        Setting.CONTROLLER_QPS.orElse("20");
        var recording = parameters.flameGraphs() ? flameGraphs.prepare() : "";
        var further = System.getProperty("benchmark.java-options", "");
        return new Stage(Testbed.shared(), parameters, String.join(" ", "-XX:+UseSerialGC -Xms8m", recording, further));
    }

    Testbed testbed() {
        return testbed;
    }

    Api api() {
        return Api.of(testbed.kubernetes());
    }

    /** Ready, and reached by the API server; of several replicas the leading one. */
    Product product() {
        if (product.isEmpty()) {
            product = Optional.of(
                    parameters.replicas() > 1
                            ? testbed.replicas(parameters.replicas(), settings())
                                    .leader()
                                    .product()
                            : testbed.product(settings()));
        }
        return product.get();
    }

    /** A new process on the same ports; how long it took from its start to ready. */
    Duration restart() {
        var restarted = product();
        restarted.stop();
        long start = System.nanoTime();
        restarted.launch(settings());
        until("ready", Duration.ofMillis(5), restarted::isReady);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** From now on annotations are not reviewed, and nobody acts on them. */
    void stop() {
        testbed.withoutProduct();
        product = Optional.empty();
    }

    static void until(String what, Duration interval, BooleanSupplier condition) {
        await(what)
                .atMost(PATIENCE)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(interval)
                .until(condition::getAsBoolean);
    }

    static void pause(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        until("a pause", Duration.ofMillis(100), () -> System.nanoTime() >= end);
    }

    /** The sum of a meter over the labels that the pattern leaves open. */
    static double meter(Product product, String pattern) {
        return Pattern.compile("(?m)^" + pattern + " (\\S+)$")
                .matcher(product.managed("/q/metrics"))
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }

    private Map<String, String> settings() {
        int perMinute = Math.max(300, 8 * parameters.questions());
        return new HashMap<>(Map.of(
                "autoscaler.poll-interval", POLL_INTERVAL.toSeconds() + "s",
                "sysdig.ingestion-delay", INGESTION_DELAY.toSeconds() + "s",
                "sysdig.sample-interval", SAMPLE_INTERVAL.toSeconds() + "s",
                "sysdig.requests-per-minute", Integer.toString(perMinute),
                "java.tool.options", javaOptions));
    }
}

package com.sysdig.autoscaler.testbed;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The packaged product as a process of its own: {@code target/quarkus-app/quarkus-run.jar} on this JVM's Java, or what
 * {@code -Dtestbed.product} names, a native executable too. Settings go in as environment variables.
 */
public final class Product {

    /** Of the JVM, and of a native executable too. */
    private static final String HEAP = "-Xmx256m";

    private static final Duration PROBE = Duration.ofSeconds(3);
    /** An answer that takes longer ends the test that waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Workspace workspace;
    private final String name;
    private final Map<String, String> environment;
    private final int httpsPort = Ports.free();
    private final int managementPort = Ports.free();
    private final HttpClient http = HttpClient.newHttpClient();
    /** Empty before the first start, replaced by a restart; guarded by this. */
    private Optional<Child> process = Optional.empty();

    private Product(Workspace workspace, String name, Map<String, String> environment) {
        this.workspace = workspace;
        this.name = name;
        this.environment = Map.copyOf(environment);
    }

    /** Not started yet; settings are keys of {@code application.properties}. */
    static Product of(Workspace workspace, String name, Kubeconfig kubeconfig, Map<String, String> settings) {
        var environment = new HashMap<>(Map.of(
                "KUBECONFIG", kubeconfig.file().toString(),
                "KUBERNETES_NAMESPACE", Installation.NAMESPACE,
                "POD_NAMESPACE", Installation.NAMESPACE));
        settings.forEach((key, value) -> environment.put(variable(key), value));
        return new Product(workspace, name, environment);
    }

    /** Where metrics APIs and admission answer. */
    public URI https() {
        return URI.create("https://localhost:" + httpsPort);
    }

    /** Where health and meters answer. */
    public URI management() {
        return URI.create("http://127.0.0.1:" + managementPort);
    }

    /** SIGTERM, as a roll-out does it; false if it had to be killed after its grace of 8 s. */
    public synchronized boolean stop() {
        return process.map(Child::stop).orElse(true);
    }

    /** SIGKILL, as a node's crash does it. */
    public synchronized void kill() {
        process.ifPresent(Child::kill);
    }

    /** As a kubelet does it whose liveness probe failed too often; nothing where another process runs by now. */
    synchronized void startAgain(long failed) {
        if (isAlive() && pid() == failed) {
            kill();
            launch();
        }
    }

    /** SIGSTOP: it is there and does nothing. */
    public synchronized void freeze() {
        process.orElseThrow().signal("STOP");
    }

    public synchronized void thaw() {
        process.orElseThrow().signal("CONT");
    }

    public void restart() {
        restart(Map.of());
    }

    /** On the same ports, with these settings changed until the next restart. */
    public synchronized void restart(Map<String, String> settings) {
        launch(settings);
        awaitReady();
    }

    /** As {@link #restart}, without waiting for it to be ready. */
    public void launch() {
        launch(Map.of());
    }

    /** As {@link #restart(Map)}, without waiting for it to be ready. */
    public synchronized void launch(Map<String, String> changed) {
        process.ifPresent(Child::close);
        var variables = new HashMap<>(environment);
        variables.put(variable("quarkus.http.ssl-port"), Integer.toString(httpsPort));
        variables.put(variable("quarkus.management.port"), Integer.toString(managementPort));
        variables.putIfAbsent(variable("autoscaler.service.port"), Integer.toString(httpsPort));
        changed.forEach((key, value) -> variables.put(variable(key), value));
        process = Optional.of(workspace.start(name, command(), variables));
    }

    /** Of the process that was started last. */
    public synchronized long pid() {
        return process.orElseThrow().pid();
    }

    public synchronized boolean isAlive() {
        return process.filter(Child::isAlive).isPresent();
    }

    /** All that it wrote, restarts included. */
    public synchronized List<String> log() {
        return process.orElseThrow().log();
    }

    /** What it wrote after its first so many lines, which others' tests may have made it write. */
    public List<String> log(int after) {
        var all = log();
        return all.subList(after, all.size());
    }

    /** The body of a GET on the management port. */
    public String managed(String path) {
        return get(path, PATIENCE).body();
    }

    synchronized void awaitReady() {
        var started = process.orElseThrow();
        try {
            await("the product is ready")
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> !started.isAlive() || isReady());
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + started.tail(40), e);
        }
        if (!started.isAlive()) {
            throw new IllegalStateException("the product ended while starting\n" + started.tail(40));
        }
    }

    /** What starts it; arguments of its own may follow. */
    public static List<String> command() {
        var program = Setting.PRODUCT.path().orElse(Checkout.root().resolve("target/quarkus-app/quarkus-run.jar"));
        if (!Files.exists(program)) {
            throw new IllegalStateException(program + " is missing: package the product first (./mvnw package)");
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return program.toString().endsWith(".jar")
                ? List.of(java, HEAP, "-jar", program.toString())
                : List.of(program.toString(), HEAP);
    }

    /** As its readiness probe finds it. */
    public boolean isReady() {
        return isUp("/q/health/ready");
    }

    /** As its liveness probe finds it. */
    public boolean isLive() {
        return isUp("/q/health/live");
    }

    private boolean isUp(String probe) {
        try {
            return get(probe, PROBE).statusCode() == 200;
        } catch (IllegalStateException _) {
            return false;
        }
    }

    private HttpResponse<String> get(String path, Duration timeout) {
        var request = HttpRequest.newBuilder(management().resolve(path))
                .timeout(timeout)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("the product does not answer on " + management(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** MicroProfile's rule: {@code autoscaler.poll-interval} is {@code AUTOSCALER_POLL_INTERVAL}. */
    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}

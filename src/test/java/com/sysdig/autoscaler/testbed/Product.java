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
import org.awaitility.core.ConditionTimeoutException;

/**
 * The packaged product as a process of its own: {@code target/quarkus-app/quarkus-run.jar} on this JVM's Java, or what
 * {@code -Dtestbed.product} names, a native executable too. Settings go in as environment variables.
 */
public final class Product {

    private final Workspace workspace;
    private final Map<String, String> environment;
    private final int httpsPort = Ports.free();
    private final int managementPort = Ports.free();
    private final HttpClient http = HttpClient.newHttpClient();
    /** Replaced by a restart; guarded by this. */
    private Child process;

    private Product(Workspace workspace, Map<String, String> environment) {
        this.workspace = workspace;
        this.environment = Map.copyOf(environment);
    }

    /** Ready when this returns; settings are keys of {@code application.properties}. */
    static Product start(Workspace workspace, ControlPlane controlPlane, Map<String, String> settings) {
        return start(workspace, controlPlane, controlPlane.operator(), settings);
    }

    /** The same as {@code user}. */
    static Product start(
            Workspace workspace, ControlPlane controlPlane, Kubeconfig user, Map<String, String> settings) {
        var environment = new HashMap<>(Map.of(
                "KUBECONFIG", user.file().toString(),
                "KUBERNETES_NAMESPACE", Installation.NAMESPACE,
                "POD_NAMESPACE", Installation.NAMESPACE));
        settings.forEach((key, value) -> environment.put(variable(key), value));
        var product = new Product(workspace, environment);
        controlPlane.admit(product.httpsPort);
        product.start(Map.of());
        return product;
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
        return process.stop();
    }

    /** SIGKILL, as a node's crash does it. */
    public synchronized void kill() {
        process.kill();
    }

    public void restart() {
        restart(Map.of());
    }

    /** On the same ports, with these settings changed until the next restart. */
    public synchronized void restart(Map<String, String> settings) {
        process.close();
        start(settings);
    }

    public synchronized boolean isAlive() {
        return process.isAlive();
    }

    /** All that it wrote, restarts included. */
    public synchronized List<String> log() {
        return process.log();
    }

    /** The body of a GET on the management port. */
    public String managed(String path) {
        return get(path).body();
    }

    private synchronized void start(Map<String, String> changed) {
        var variables = new HashMap<>(environment);
        variables.put(variable("quarkus.http.ssl-port"), Integer.toString(httpsPort));
        variables.put(variable("quarkus.management.port"), Integer.toString(managementPort));
        variables.putIfAbsent(variable("autoscaler.service.port"), Integer.toString(httpsPort));
        changed.forEach((key, value) -> variables.put(variable(key), value));
        process = workspace.start("product", command(), variables);
        try {
            await("the product is ready")
                    .atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> !process.isAlive() || isReady());
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + process.tail(40), e);
        }
        if (!process.isAlive()) {
            throw new IllegalStateException("the product ended while starting\n" + process.tail(40));
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
                ? List.of(java, "-Xmx256m", "-jar", program.toString())
                : List.of(program.toString());
    }

    private boolean isReady() {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IllegalStateException _) {
            return false;
        }
    }

    private HttpResponse<String> get(String path) {
        var request = HttpRequest.newBuilder(management().resolve(path))
                .timeout(Duration.ofSeconds(5))
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

package com.sysdig.autoscaler.testbed;

import java.net.URI;
import java.util.EnumSet;
import java.util.function.Supplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.Testcontainers;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** A running Prometheus: a local program, or a container where only a container engine is there. */
record PrometheusProgram(URI uri, Supplier<String> log) {

    static PrometheusProgram start(Workspace workspace, Binaries binaries, Exporter exporter, History history) {
        if (binaries.obtainable(EnumSet.of(Part.PROMETHEUS))) {
            return local(workspace, binaries, exporter, history);
        }
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return container(workspace, exporter, history);
        }
        throw new IllegalStateException(
                "No Prometheus for the tests. Needed: Go 1.26 or newer to build it once, its binary in a folder named by "
                        + Setting.BINARIES + ", or a container engine that answers.");
    }

    private static PrometheusProgram local(Workspace workspace, Binaries binaries, Exporter exporter, History history) {
        var file = workspace.write("prometheus.yml", configuration("127.0.0.1", exporter, history));
        var address = "127.0.0.1:" + Ports.free();
        var process = workspace.start(
                "prometheus",
                binaries.path(Part.PROMETHEUS),
                "--config.file=" + file,
                "--storage.tsdb.path=" + workspace.file("prometheus"),
                "--web.listen-address=" + address,
                "--log.level=warn");
        return new PrometheusProgram(URI.create("http://" + address), () -> process.tail(20));
    }

    @SuppressWarnings("resource") // closed with the workspace
    private static PrometheusProgram container(Workspace workspace, Exporter exporter, History history) {
        Testcontainers.exposeHostPorts(exporter.port(), history.port());
        var host = GenericContainer.INTERNAL_HOST_HOSTNAME;
        var file = workspace.write("prometheus.yml", configuration(host, exporter, history));
        var container = new GenericContainer<>(DockerImageName.parse("prom/prometheus:" + release()))
                .withAccessToHost(true)
                .withExposedPorts(9090)
                .withCopyFileToContainer(MountableFile.forHostPath(file, 0644), "/etc/prometheus/prometheus.yml");
        workspace.onClose(container::close);
        container.start();
        var uri = "http://" + container.getHost() + ":" + container.getMappedPort(9090);
        return new PrometheusProgram(URI.create(uri), container::getLogs);
    }

    /** The module's v0.305.1 is the release v3.5.1. */
    private static String release() {
        return GoModule.of(Part.PROMETHEUS).version(Part.PROMETHEUS).replaceFirst("v0\\.(\\d)0?(\\d+)\\.", "v$1.$2.");
    }

    private static String configuration(String host, Exporter exporter, History history) {
        return """
                global: {scrape_interval: %4$s, scrape_timeout: %4$s}
                storage: {tsdb: {out_of_order_time_window: 24h}}
                scrape_configs:
                - job_name: sysdig
                  honor_labels: true
                  static_configs: [{targets: ["%1$s:%2$d"]}]
                - job_name: history
                  scrape_interval: 1s
                  scrape_timeout: 1s
                  honor_labels: true
                  honor_timestamps: true
                  static_configs: [{targets: ["%1$s:%3$d"]}]
                """.formatted(
                        host,
                        exporter.port(),
                        history.port(),
                        Setting.SCRAPE_INTERVAL.value().orElse("1s"));
    }
}

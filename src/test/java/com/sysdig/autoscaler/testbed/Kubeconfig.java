package com.sysdig.autoscaler.testbed;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** A kubeconfig file: how one user reaches the test cluster. */
public record Kubeconfig(Path file) {

    static Kubeconfig write(Path file, String server, String caPem, String token) {
        var ca = Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.UTF_8));
        try {
            Files.writeString(file, """
                    apiVersion: v1
                    kind: Config
                    current-context: testbed
                    clusters: [{name: testbed, cluster: {server: "%s", certificate-authority-data: %s}}]
                    users: [{name: testbed, user: {token: "%s"}}]
                    contexts: [{name: testbed, context: {cluster: testbed, user: testbed, namespace: default}}]
                    """.formatted(server, ca, token));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Kubeconfig(file);
    }

    /** The same user, to whom the API server is behind this port. */
    Kubeconfig through(Path copy, int port) {
        try {
            var text = Files.readString(file);
            Files.writeString(copy, text.replaceFirst("https://([^:\"]+):[0-9]+", "https://$1:" + port));
            return new Kubeconfig(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return URI.create(config().getMasterUrl()).getPort();
    }

    public KubernetesClient client() {
        return new KubernetesClientBuilder().withConfig(config()).build();
    }

    /** Another user of the same cluster. */
    Kubeconfig as(String token, Path copy) {
        return write(copy, config().getMasterUrl(), authority(), token);
    }

    /** Some tools write the certificates into the file, others name a file beside it. */
    private String authority() {
        var config = config();
        try {
            return config.getCaCertData() == null
                    ? Files.readString(Path.of(config.getCaCertFile()))
                    : new String(Base64.getDecoder().decode(config.getCaCertData()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The client reads an EC key, as k3s issues them, only when told its algorithm. */
    Config config() {
        var config = Config.fromKubeconfig(file.toFile());
        var key = Optional.ofNullable(config.getClientKeyData()).orElse("");
        if (new String(Base64.getDecoder().decode(key), StandardCharsets.UTF_8).contains("EC PRIVATE KEY")) {
            config.setClientKeyAlgo("EC");
        }
        return config;
    }
}

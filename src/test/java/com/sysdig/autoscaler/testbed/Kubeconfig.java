package com.sysdig.autoscaler.testbed;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

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

    public KubernetesClient client() {
        return new KubernetesClientBuilder().withConfig(config()).build();
    }

    Config config() {
        return Config.fromKubeconfig(file.toFile());
    }
}

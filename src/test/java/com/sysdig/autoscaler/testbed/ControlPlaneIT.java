package com.sysdig.autoscaler.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneIT {

    private final Testbed testbed = Testbed.shared();
    private final KubernetesClient kubernetes = testbed.kubernetes();

    /** With {@code -Dtestbed.kubernetes}; else any that is supported. */
    @Test
    void itIsTheKubernetesThatWasNamed() {
        var named = Setting.KUBERNETES.value().orElse("1");

        assertThat(kubernetes.getKubernetesVersion().getGitVersion()).startsWith("v" + named + ".");
    }

    @Test
    void podsOfADeploymentBecomeReady() {
        testbed.controlPlane().readyPods();
        var namespace = testbed.namespace("ready");
        Workload.deployment(namespace, "web").withReplicas(3).create(kubernetes);

        var deployment = kubernetes.apps().deployments().inNamespace(namespace).withName("web");
        await().untilAsserted(() ->
                assertThat(deployment.get().getStatus().getReadyReplicas()).isEqualTo(3));
    }

    @Test
    void anHpaMovesADeploymentIntoItsBounds() {
        var namespace = testbed.namespace("bounds");
        var workload = Workload.deployment(namespace, "web");
        workload.create(kubernetes);
        apply("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: web, namespace: %s}
                spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 3, maxReplicas: 9}
                """.formatted(namespace));

        await().untilAsserted(
                        () -> assertThat(workload.wantedReplicas(kubernetes)).isEqualTo(3));
    }

    @Test
    void strangersMayDoNothing() {
        try (var client = testbed.controlPlane().stranger().client()) {
            var deployments = client.apps().deployments().inNamespace("default");
            assertThatThrownBy(deployments::list)
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("forbidden");
        }
    }

    @Test
    void theApiServerReachesAProgramOfThisMachine() throws IOException {
        var namespace = testbed.namespace("route");
        var authority = new Authority("route");
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(
                authority.serving(List.of("there." + namespace + ".svc")).context()));
        server.createContext(
                "/", exchange -> LoopbackServer.answer(exchange, 200, "application/json", "{\"kind\":\"Here\"}"));
        server.start();
        try {
            testbed.controlPlane().admit(server.getAddress().getPort());
            route(namespace, server.getAddress().getPort(), authority.certificate());
            await().untilAsserted(() ->
                    assertThat(answerOf("/apis/testbed.sysdig.com/v1")).contains("Here"));
        } finally {
            kubernetes.apiServices().withName("v1.testbed.sysdig.com").delete();
            server.stop(0);
        }
    }

    /** It may be production. In the build it is one that nobody answers. */
    @Test
    void theCurrentContextIsNotUsed() {
        assertThat(kubernetes.getMasterUrl())
                .hasToString(testbed.controlPlane().admin().config().getMasterUrl())
                .isNotEqualTo(Config.autoConfigure(null).getMasterUrl());
    }

    /** As minikube writes it: the authority in a file of its own. */
    @Test
    void aClusterWhoseKubeconfigIsNamedHasAnOperatorAndAStrangerToo(@TempDir Path folder) throws IOException {
        var admin = testbed.controlPlane().admin();
        var written = Files.readString(admin.file());
        var data = Pattern.compile("certificate-authority-data: ?\"?([\\w+/=]+)\"?")
                .matcher(written);
        assertThat(data.find()).isTrue();
        var authority =
                Files.write(folder.resolve("ca.crt"), Base64.getDecoder().decode(data.group(1)));
        var named =
                Files.writeString(folder.resolve("config"), data.replaceFirst("certificate-authority: " + authority));
        var workspace = Workspace.open();
        try {
            var cluster = RemoteControlPlane.named(new Kubeconfig(named), workspace);

            for (var user : List.of(cluster.operator(), cluster.stranger())) {
                try (var client = user.client()) {
                    assertThatThrownBy(client.apps().deployments().inNamespace("default")::list)
                            .hasMessageContaining("system:serviceaccount:sysdig-autoscaler-testbed:");
                }
            }
        } finally {
            workspace.close();
        }
    }

    private void route(String namespace, int port, String certificate) {
        apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: there, namespace: %s}
                spec: {type: ExternalName, externalName: %s}
                """.formatted(namespace, testbed.controlPlane().thisMachine()));
        apply("""
                apiVersion: apiregistration.k8s.io/v1
                kind: APIService
                metadata: {name: v1.testbed.sysdig.com}
                spec:
                  group: testbed.sysdig.com
                  version: v1
                  service: {namespace: %s, name: there, port: %d}
                  caBundle: %s
                  groupPriorityMinimum: 100
                  versionPriority: 100
                """.formatted(
                namespace, port, Base64.getEncoder().encodeToString(certificate.getBytes(StandardCharsets.US_ASCII))));
    }

    private String answerOf(String path) {
        try {
            return kubernetes.raw(path);
        } catch (KubernetesClientException e) {
            return e.getMessage();
        }
    }

    private void apply(String yaml) {
        HasMetadata object = kubernetes.getKubernetesSerialization().unmarshal(yaml);
        kubernetes.resource(object).create();
    }
}

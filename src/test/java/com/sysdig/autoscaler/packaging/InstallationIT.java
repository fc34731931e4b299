package com.sysdig.autoscaler.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.OwnCluster;
import com.sysdig.autoscaler.testbed.Part;
import com.sysdig.autoscaler.testbed.Tool;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installed, upgraded and removed with the tools of users, on a control plane of its own. */
class InstallationIT {
    private static final String NAMESPACE = "sysdig-autoscaler";
    private static final String API_SERVICE = "v1beta1.external.metrics.k8s.io";
    private static final String VALUES = "--set=sysdig.url=http://127.0.0.1:9,sysdig.clusterName=prod";

    private static OwnCluster cluster;
    private static Tool kubectl;

    @BeforeAll
    static void start() {
        cluster = OwnCluster.start();
        kubectl = cluster.tool(Part.KUBECTL);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void chartComesStaysAndGoes() {
        kubectl.run("create", "namespace", NAMESPACE).orFail();
        kubectl.run("-n", NAMESPACE, "create", "secret", "generic", "sysdig-autoscaler-token", "--from-literal=token=t")
                .orFail();
        helm("install", Manifests.CHART.toString(), VALUES).orFail();
        var webhook = webhook();
        var spec = apiService().getSpec();

        var product = cluster.product(variables());
        await("both trust the product").atMost(Duration.ofSeconds(60)).until(InstallationIT::isTrusted);
        assertThat(withoutBundle(webhook()))
                .as("what the chart makes of the webhook is what the product keeps")
                .isEqualTo(webhook);
        assertThat(withoutBundle(apiService()).getSpec())
                .as("what the chart makes of the APIService is what the product keeps")
                .isEqualTo(spec);

        assertThat(product.stop()).isTrue();
        helm("upgrade", Manifests.CHART.toString(), VALUES, "--set=replicas=3").orFail();
        assertThat(isTrusted()).as("CA bundles after an upgrade").isTrue();
        product.restart();
        await("it knows both")
                .atMost(Duration.ofSeconds(60))
                .until(() -> product.managed("/q/metrics")
                                .lines()
                                .filter(line -> line.matches(
                                        "sysdig_autoscaler_(api_service|webhook)\\{state=\"current\"} 1\\.0"))
                                .count()
                        == 2);

        helm("uninstall").orFail();
        // Pods are told to end as soon as their Deployment is gone.
        assertThat(product.stop()).isTrue();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(leftBehind()).containsExactly("secret/sysdig-autoscaler-token"));
        await("no APIService without a server keeps the namespace")
                .atMost(Duration.ofSeconds(60))
                .until(() -> kubectl.run("delete", "namespace", NAMESPACE, "--ignore-not-found")
                                .status()
                        == 0);
    }

    @Test
    void chartIsNotInstalledBesideAnotherOwnerOfTheApiService() {
        cluster.kubernetes()
                .resource(new APIServiceBuilder()
                        .withNewMetadata()
                        .withName(API_SERVICE)
                        .endMetadata()
                        .withNewSpec()
                        .withGroup("external.metrics.k8s.io")
                        .withVersion("v1beta1")
                        .withNewService("keda-metrics-apiserver", "keda", 443)
                        .withInsecureSkipTLSVerify(true)
                        .withGroupPriorityMinimum(100)
                        .withVersionPriority(100)
                        .endSpec()
                        .build())
                .create();
        try {
            var ended = helm("install", Manifests.CHART.toString(), VALUES, "--create-namespace");

            assertThat(ended.status()).isNotZero();
            assertThat(ended.text())
                    .contains("APIService " + API_SERVICE + " belongs to Service keda/keda-metrics-apiserver");
            assertThat(cluster.kubernetes()
                            .apps()
                            .deployments()
                            .inNamespace(NAMESPACE)
                            .list()
                            .getItems())
                    .isEmpty();
        } finally {
            cluster.kubernetes().apiServices().withName(API_SERVICE).delete();
        }
    }

    @Test
    void manifestsComeStayAndGo(@TempDir Path folder) {
        kubectl.run("apply", "-f", "kubernetes/namespace.yaml").orFail();
        kubectl.run("apply", "-k", "kubernetes", "--dry-run=server").orFail();
        kubectl.run("apply", "-k", "kubernetes", "--server-side").orFail();
        await("pods that a namespace of the level restricted takes")
                .atMost(Duration.ofSeconds(60))
                .until(() -> cluster.kubernetes()
                                .pods()
                                .inNamespace(NAMESPACE)
                                .list()
                                .getItems()
                                .size()
                        == 2);
        var testPod = folder.resolve("test.yaml");
        Manifests.write(
                testPod,
                helm("template", Manifests.CHART.toString(), VALUES, "--show-only=templates/tests/api.yaml")
                        .orFail());
        kubectl.run("apply", "--dry-run=server", "-f", testPod.toString()).orFail();

        kubectl.run(
                        "-n",
                        NAMESPACE,
                        "patch",
                        "secret",
                        "sysdig-autoscaler-token",
                        "-p",
                        "{\"stringData\":{\"token\":\"t\"}}")
                .orFail();
        kubectl.run("apply", "-k", "kubernetes", "--server-side").orFail();
        assertThat(kubectl.run(
                                "-n",
                                NAMESPACE,
                                "get",
                                "secret",
                                "sysdig-autoscaler-token",
                                "-o",
                                "jsonpath={.data.token}")
                        .orFail())
                .as("the token after applying again")
                .isEqualTo("dA==");

        kubectl.run("delete", "-k", "kubernetes").orFail();
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void componentsFitTheManifests() {
        Manifests.write(Path.of("target/overlay/kustomization.yaml"), """
                resources: [../../kubernetes]
                components:
                - ../../kubernetes/components/service-monitor
                - ../../kubernetes/components/alerts
                - ../../kubernetes/components/dashboard
                configMapGenerator:
                - {name: sysdig-autoscaler, namespace: sysdig-autoscaler, behavior: merge, literals: [SYSDIG_CLUSTER_NAME=prod]}
                """);

        assertThat(kubectl.run("kustomize", "target/overlay").orFail())
                .contains(
                        "kind: ServiceMonitor",
                        "kind: PrometheusRule",
                        "sysdig-autoscaler.json",
                        "SYSDIG_CLUSTER_NAME: prod");
    }

    private static Tool.Ended helm(String command, String... more) {
        var arguments = new ArrayList<>(List.of(command, "sysdig-autoscaler", "--namespace=" + NAMESPACE));
        arguments.addAll(List.of(more));
        return cluster.tool(Part.HELM).run(arguments.toArray(String[]::new));
    }

    /** What the chart gives its containers, and the port that is the default. */
    private static Map<String, String> variables() {
        var variables = new HashMap<>(cluster.kubernetes()
                .configMaps()
                .inNamespace(NAMESPACE)
                .withName("sysdig-autoscaler")
                .get()
                .getData());
        variables.put("AUTOSCALER_SERVICE_PORT", "443");
        return variables;
    }

    private static boolean isTrusted() {
        return webhook().getClientConfig().getCaBundle() != null
                && apiService().getSpec().getCaBundle() != null;
    }

    private static ValidatingWebhook webhook() {
        return cluster.kubernetes()
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName("sysdig-autoscaler")
                .get()
                .getWebhooks()
                .getFirst();
    }

    private static APIService apiService() {
        return cluster.kubernetes().apiServices().withName(API_SERVICE).get();
    }

    private static ValidatingWebhook withoutBundle(ValidatingWebhook webhook) {
        return new ValidatingWebhookBuilder(webhook)
                .editClientConfig()
                .withCaBundle(null)
                .endClientConfig()
                .build();
    }

    private static APIService withoutBundle(APIService service) {
        return new APIServiceBuilder(service)
                .editSpec()
                .withCaBundle(null)
                .endSpec()
                .build();
    }

    /** What Kubernetes makes in every namespace aside. */
    private static List<String> leftBehind() {
        var inNamespace = kubectl.run("get", kinds("true"), "-n", NAMESPACE, "-o", "name", "--ignore-not-found")
                .text()
                .lines()
                .filter(line -> !line.matches("(event.*|configmap/kube-root-ca.crt|serviceaccount/default)"));
        var elsewhere = List.of(kinds("false"), "rolebindings").stream()
                .map(kinds -> kubectl.run(
                                "get",
                                kinds,
                                "-n",
                                "kube-system",
                                "-l",
                                "app.kubernetes.io/name=sysdig-autoscaler",
                                "-o",
                                "name")
                        .text())
                .flatMap(String::lines);
        return Stream.concat(inNamespace, elsewhere)
                .filter(line -> line.matches("[a-z0-9.]+/\\S+"))
                .toList();
    }

    private static String kinds(String namespaced) {
        return String.join(
                ",",
                kubectl.run("api-resources", "--verbs=list", "--namespaced=" + namespaced, "-o", "name")
                        .orFail()
                        .lines()
                        .toList());
    }
}

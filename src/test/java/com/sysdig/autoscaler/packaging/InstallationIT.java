package com.sysdig.autoscaler.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.OwnCluster;
import com.sysdig.autoscaler.testbed.Part;
import com.sysdig.autoscaler.testbed.Product;
import com.sysdig.autoscaler.testbed.Tool;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installed, upgraded and removed with the tools of users, on a control plane of its own. */
class InstallationIT {
    private static final String NAMESPACE = "sysdig-autoscaler";
    private static final String API_SERVICE = "v1beta1.external.metrics.k8s.io";
    private static final String INSIDE = "-n " + NAMESPACE + " ";
    private static final String CHART = Manifests.CHART.toString();
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String VALUES = "--set=sysdig.url=http://127.0.0.1:9,sysdig.clusterName=prod";

    private static OwnCluster cluster;

    @BeforeAll
    static void start() {
        cluster = OwnCluster.start();
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void chartComesStaysAndGoes() {
        kubectl("create namespace " + NAMESPACE);
        kubectl(INSIDE + "create secret generic sysdig-autoscaler-token --from-literal=token=t");
        assertThat(helm("install", CHART, VALUES).orFail()).contains("Next: annotate a Deployment");
        var webhook = webhook();
        var spec = apiService().getSpec();

        var product = cluster.product(variables());
        await("both trust the product").atMost(MINUTE).until(InstallationIT::isTrusted);
        assertThat(withoutBundleAndPath(webhook()))
                .as("what the chart makes of the webhook is what the product keeps")
                .isEqualTo(webhook);
        assertThat(withoutBundle(apiService()).getSpec())
                .as("what the chart makes of the APIService is what the product keeps")
                .isEqualTo(spec);

        assertThat(product.stop()).isTrue();
        var path = path();
        helm("upgrade", CHART, VALUES, "--set=replicas=3").orFail();
        assertThat(isTrusted()).as("CA bundles after an upgrade").isTrue();
        assertThat(path()).as("path with its key after an upgrade").isEqualTo(path);
        product.restart();
        await("it knows both").atMost(MINUTE).until(() -> registrations(product, "current") == 2);

        assertThat(deleted(helm("uninstall", "--debug").orFail()))
                .as("what nobody answers soon goes before what answers it")
                .startsWith("ValidatingWebhookConfiguration", "APIService");
        assertThat(product.stop()).isTrue();
        await().ignoreExceptions()
                .atMost(MINUTE)
                .untilAsserted(() -> assertThat(leftBehind()).containsExactly("secret/sysdig-autoscaler-token"));
        kubectl("delete namespace " + NAMESPACE);
    }

    @Test
    void chartWithACertificateOfSomebodyElseNeedsNoRightToSecrets() {
        kubectl("create namespace " + NAMESPACE);
        assertThat(helm("install", CHART, VALUES, "--set=certificates.mode=files,certificates.secretName=serving")
                        .orFail())
                .contains("Next: the API token of Sysdig Monitor", "create secret generic sysdig-autoscaler-token");
        var asked = "auth can-i get secrets/sysdig-autoscaler-certificates --as=system:serviceaccount:%1$s:%1$s"
                .formatted(NAMESPACE);
        assertThat(cluster.tool(Part.KUBECTL)
                        .run((INSIDE + asked).split(" ", -1))
                        .text())
                .startsWith("no");

        var variables = variables();
        variables.put(
                "AUTOSCALER_CERTIFICATE_DIRECTORY", cluster.mountedCertificate().toString());
        var product = cluster.product(variables);
        await("both trust the product").atMost(MINUTE).until(InstallationIT::isTrusted);
        await("it knows both").atMost(MINUTE).until(() -> registrations(product, "current") == 2);

        assertThat(product.log()).noneMatch(line -> line.contains("forbidden"));
        assertThat(product.stop()).isTrue();
        helm("uninstall").orFail();
        kubectl("delete namespace " + NAMESPACE);
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
            var ended = helm("install", CHART, VALUES, "--create-namespace");

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
    void manifestsComeStayAndGo() {
        kubectl("apply -f kubernetes/namespace.yaml");
        kubectl("apply -k kubernetes --dry-run=server");
        kubectl("apply -k kubernetes --server-side");
        await("pods that a namespace of the level restricted takes")
                .atMost(MINUTE)
                .until(() -> cluster.kubernetes()
                                .pods()
                                .inNamespace(NAMESPACE)
                                .list()
                                .getItems()
                                .size()
                        == 2);

        kubectl(INSIDE + "patch secret sysdig-autoscaler-token -p {\"stringData\":{\"token\":\"t\"}}");
        kubectl("apply -k kubernetes --server-side");
        assertThat(kubectl(INSIDE + "get secret sysdig-autoscaler-token -o jsonpath={.data.token}"))
                .as("the token after applying again")
                .isEqualTo("dA==");

        assertThat(kubectl("delete -k kubernetes")
                        .lines()
                        .filter(line -> line.contains(" deleted"))
                        .limit(2))
                .as("what nobody answers soon goes before what answers it")
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("apiservice.apiregistration.k8s.io"),
                        second -> assertThat(second).startsWith("validatingwebhookconfiguration."));
        assertThat(leftBehind()).isEmpty();
    }

    /** As the page says; with {@code kubectl apply} of a Secret, the next apply of the manifests would take the token away. */
    @Test
    void rotatedTokenStaysWhenTheManifestsAreAppliedAgain() {
        try {
            kubectl("apply -f kubernetes/namespace.yaml");
            kubectl("apply -k kubernetes");
            for (var token : List.of("first", "second")) {
                shell("TOKEN=" + token + "; " + onPage("operations.md", "patch secret"));
                kubectl("apply -k kubernetes");

                assertThat(kubectl(INSIDE
                                + "get secret sysdig-autoscaler-token -o go-template={{.data.token|base64decode}}"))
                        .as("the token after applying again")
                        .isEqualTo(token);
            }
        } finally {
            kubectl("delete -k kubernetes --ignore-not-found");
        }
    }

    @Test
    void apiServicesOfMetricsOfObjectsGoWithTheManifests() {
        var overlay = Path.of("target/overlay-custom-metrics/kustomization.yaml");
        Manifests.write(overlay, """
                resources: [../../kubernetes]
                sortOptions: {order: fifo}
                components: [../../kubernetes/components/custom-metrics]
                """);
        kubectl("apply -f kubernetes/namespace.yaml");
        kubectl("apply --server-side -k " + overlay.getParent());
        assertThat(leftBehind())
                .contains(
                        "apiservice.apiregistration.k8s.io/v1beta1.custom.metrics.k8s.io",
                        "apiservice.apiregistration.k8s.io/v1beta2.custom.metrics.k8s.io");

        assertThat(kubectl("delete -k " + overlay.getParent()).lines().filter(line -> line.contains(" deleted")))
                .as("what nobody answers soon goes before what answers it")
                .first()
                .asString()
                .startsWith("apiservice.apiregistration.k8s.io");
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void adoptedHpaIsFoundAndGivenBackByHandAsThePageSays(@TempDir Path folder) {
        var hpas = folder.resolve("hpas.yaml");
        Manifests.write(hpas, """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata:
                  name: web-hpa
                  namespace: shop
                  annotations:
                    sysdig.com/adopted-spec: '{"maxReplicas":7,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"}}'
                spec: {maxReplicas: 20, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
                ---
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: other, namespace: shop}
                spec: {maxReplicas: 20, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: other}}
                """);
        kubectl("create namespace shop");
        kubectl("create -f " + hpas);

        assertThat(shell(onPage("install.md", "adopted-spec")))
                .startsWith("shop web-hpa\n")
                .doesNotContain("other");

        var restored = cluster.kubernetes()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace("shop")
                .withName("web-hpa")
                .get();
        assertThat(restored.getSpec().getMaxReplicas()).isEqualTo(7);
        assertThat(restored.getMetadata().getAnnotations()).doesNotContainKey("sysdig.com/adopted-spec");
        kubectl("delete namespace shop");
    }

    /** Of which the scheduler puts no two on one node. */
    @Test
    void podsOnTheNetworkOfTheirNodesTakeItsPorts() {
        var overlay = Path.of("target/overlay-host-network/kustomization.yaml");
        Manifests.write(
                overlay,
                "resources: [../../kubernetes]\nsortOptions: {order: fifo}\n"
                        + onPage("troubleshooting.md", "ClusterFirstWithHostNet"));
        kubectl("apply -k " + overlay.getParent());

        await("pods that the namespace takes")
                .atMost(MINUTE)
                .untilAsserted(() -> assertThat(cluster.kubernetes()
                                .pods()
                                .inNamespace(NAMESPACE)
                                .list()
                                .getItems())
                        .hasSize(2)
                        .allSatisfy(pod -> assertThat(
                                        pod.getSpec().getContainers().getFirst().getPorts())
                                .extracting(ContainerPort::getHostPort)
                                .containsExactly(8443, 9000)));
        kubectl("delete -k " + overlay.getParent());
    }

    /** There is no node that would run it; what it asks, AggregatedApiIT asks. */
    @Test
    void testPodOfTheChartIsOneThatANamespaceOfTheLevelRestrictedTakes(@TempDir Path folder) {
        var pod = folder.resolve("pod.yaml");
        Manifests.write(
                pod,
                helm("template", CHART, VALUES, "--show-only=templates/tests/api.yaml")
                        .orFail()
                        .replace(": " + NAMESPACE + "\n", ": restricted\n"));
        kubectl("create namespace restricted");
        kubectl("label namespace restricted pod-security.kubernetes.io/enforce=restricted");
        kubectl("-n restricted create serviceaccount restricted");

        assertThat(kubectl("apply --dry-run=server -f " + pod)).contains("created (server dry run)");
    }

    @Test
    void componentsFitTheManifests() {
        Manifests.write(Path.of("target/overlay/kustomization.yaml"), """
                resources: [../../kubernetes]
                components:
                - ../../kubernetes/components/custom-metrics
                - ../../kubernetes/components/service-monitor
                - ../../kubernetes/components/alerts
                - ../../kubernetes/components/dashboard
                configMapGenerator:
                - {name: sysdig-autoscaler, namespace: sysdig-autoscaler, behavior: merge, literals: [SYSDIG_CLUSTER_NAME=prod]}
                """);

        assertThat(kubectl("kustomize target/overlay"))
                .contains(
                        "name: v1beta1.custom.metrics.k8s.io",
                        "name: v1beta2.custom.metrics.k8s.io",
                        "AUTOSCALER_CUSTOM_METRICS: \"true\"",
                        "kind: ServiceMonitor",
                        "kind: PrometheusRule",
                        "sysdig-autoscaler.json",
                        "SYSDIG_CLUSTER_NAME: prod");
    }

    /** Kinds in the order in which Helm says that it deletes them. */
    private static List<String> deleted(String said) {
        return said.lines()
                .filter(line -> line.contains("starting delete resource"))
                .map(line -> line.replaceFirst(".*\\bkind=", ""))
                .toList();
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

    private static String path() {
        return webhook().getClientConfig().getService().getPath();
    }

    private static APIService apiService() {
        return cluster.kubernetes().apiServices().withName(API_SERVICE).get();
    }

    private static ValidatingWebhook withoutBundleAndPath(ValidatingWebhook webhook) {
        return new ValidatingWebhookBuilder(webhook)
                .editClientConfig()
                .withCaBundle(null)
                .editService()
                .withPath(null)
                .endService()
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

    private static long registrations(Product product, String state) {
        var line = "sysdig_autoscaler_(api_service\\{api=\"" + API_SERVICE + "\",|webhook\\{)state=\"" + state
                + "\"} 1\\.0";
        return product.managed("/q/metrics")
                .lines()
                .filter(meter -> meter.matches(line))
                .count();
    }

    /** What Kubernetes makes in every namespace aside. */
    private static List<String> leftBehind() {
        var inside = kubectl(INSIDE + "get " + kinds("true") + " -o name --ignore-not-found")
                .lines()
                .filter(line -> !line.matches("(event.*|configmap/kube-root-ca.crt|serviceaccount/default)"));
        var outside = Stream.of(
                        kubectl("get " + kinds("false") + " -o name"),
                        kubectl("-n kube-system get rolebindings -o name"))
                .flatMap(String::lines)
                .filter(line -> line.contains(NAMESPACE) || line.endsWith(".metrics.k8s.io"))
                .filter(line -> !line.equals("namespace/" + NAMESPACE));
        return Stream.concat(inside, outside)
                .filter(line -> line.matches("[a-z0-9.]+/\\S+"))
                .toList();
    }

    private static String kinds(String namespaced) {
        return kubectl("api-resources --verbs=list --namespaced=" + namespaced + " -o name")
                .lines()
                .collect(Collectors.joining(","));
    }

    /** The first code of that page that has these words, between three backquotes or one. */
    private static String onPage(String page, String words) {
        return Pattern.compile("```\\w*\n(.+?)```|`([^`\n]+)`", Pattern.DOTALL)
                .matcher(Manifests.read(Path.of("docs", page)))
                .results()
                .map(code -> code.group(1) == null ? code.group(2) : code.group(1))
                .filter(code -> code.contains(words))
                .findFirst()
                .orElseThrow();
    }

    private static String shell(String script) {
        var kubectl = cluster.tool(Part.KUBECTL);
        return new Tool(Path.of("/bin/sh"), kubectl.environment())
                .run("-ec", "kubectl() { '" + kubectl.program() + "' \"$@\"; }\n" + script)
                .orFail();
    }

    private static String kubectl(String arguments) {
        return cluster.tool(Part.KUBECTL).run(arguments.split(" ", -1)).orFail();
    }
}

package com.sysdig.autoscaler.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.sysdig.autoscaler.testbed.Part;
import com.sysdig.autoscaler.testbed.Tool;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart makes of its values, as Helm does it; no cluster is asked. */
class ChartIT {
    private static final String LEAST = "sysdig.region=eu1,sysdig.clusterName=prod";

    @Test
    void hasNothingThatHelmComplainsAbout() {
        assertThat(helm("lint", "--strict", "--set=" + LEAST).orFail()).contains("0 chart(s) failed");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sysdig.clusterName=prod                                 | sysdig.region or sysdig.url is required
            sysdig.region=eu1                                       | sysdig.clusterName is required
            LEAST,sysdig.url=https://sysdig.example.com             | keep one of them
            LEAST,sysdig.ca.configMapName=a,sysdig.ca.secretName=b  | keep one of them
            LEAST,certificates.mode=files                           | certificates.secretName is required
            LEAST,certificates.secretName=tls                       | goes with certificates.mode files
            LEAST,sysdig.regoin=eu1                                 | additional properties 'regoin' not allowed
            LEAST,replica=3                                         | additional properties 'replica' not allowed
            LEAST,replicas=two                                      | at '/replicas': got string, want integer
            LEAST,image.digest=abc                                  | at '/image/digest'
            LEAST,autoscaler.rawQueries=some                        | must be one of 'namespaced', 'allowed', 'denied'
            LEAST,autoscaler.namespaces=shop                        | at '/autoscaler/namespaces': got string, want array
            LEAST,settings.autoscaler\\.custom-metrics=true          | use --set autoscaler.customMetrics=true
            LEAST,extraEnv[0].name=AUTOSCALER_CUSTOM_METRICS        | use --set autoscaler.customMetrics=true
            LEAST,settings.autoscalerr=1                            | invalid propertyName 'autoscalerr'
            LEAST,settings.autoscaler\\.certificates=files          | invalid propertyName 'autoscaler.certificates'
            LEAST,settings.autoscaler\\.service\\.port=8443         | invalid propertyName 'autoscaler.service.port'
            LEAST,settings.autoscaler\\.service\\.name=other        | invalid propertyName 'autoscaler.service.name'
            LEAST,settings.autoscaler\\.service\\.namespace=other   | invalid propertyName 'autoscaler.service.namespace'
            LEAST,settings.autoscaler\\.service-port=8443           | leave it out
            LEAST,extraEnv[0].name=AUTOSCALER_SERVICE_NAME          | leave it out
            LEAST,extraEnv[0].name=AUTOSCALER_CERTIFICATES          | use --set certificates.mode=files
            LEAST,extraEnv[0].name=SYSDIG_API_TOKEN                 | put the token into the Secret sysdig-autoscaler-token
            LEAST,settings.sysdig\\.api\\.token=abc                 | put the token into the Secret sysdig-autoscaler-token
            LEAST,settings.sysdig\\.timeout=9007199254740993        | at '/settings/sysdig.timeout'
            """)
    void saysWhatIsWrongWithAValue(String values, String message) {
        var ended = helm("template", "--set=" + values.replace("LEAST", LEAST));

        assertThat(ended.status()).isNotZero();
        assertThat(ended.text()).contains(message);
    }

    @Test
    void runsWithoutAnyPrivilege() {
        var pod = deployment(LEAST).getSpec().getTemplate().getSpec();
        var container = pod.getContainers().getFirst();

        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    }

    @Test
    void findsNamesOfTheClusterOnTheNetworkOfItsNodeToo() {
        var pod =
                deployment(LEAST + ",hostNetwork=true").getSpec().getTemplate().getSpec();

        assertThat(pod.getHostNetwork()).isTrue();
        assertThat(pod.getDnsPolicy()).isEqualTo("ClusterFirstWithHostNet");
    }

    @Test
    void takesTheTokenFromAMountedSecretThatMayComeLater() {
        var pod = deployment(LEAST + ",sysdig.token.secretName=mine,sysdig.token.secretKey=api")
                .getSpec()
                .getTemplate()
                .getSpec();

        assertThat(pod.getVolumes()).anySatisfy(volume -> {
            assertThat(volume.getSecret()).isNotNull();
            assertThat(volume.getSecret().getSecretName()).isEqualTo("mine");
            assertThat(volume.getSecret().getOptional()).isTrue();
        });
        assertThat(settings(LEAST + ",sysdig.token.secretKey=api"))
                .containsEntry("SYSDIG_API_TOKEN_FILE", "/etc/sysdig-autoscaler/token/api");
        assertThat(pod.getContainers().getFirst().getEnv())
                .extracting(EnvVar::getName)
                .containsExactly("POD_NAMESPACE", "POD_IP");
    }

    @Test
    void handsSettingsOnUnderTheNamesThatTheProductReads() {
        var page = Manifests.read(Path.of("docs/settings.md"));
        var settings = settings(LEAST + ",sysdig.proxy=http://proxy:3128,sysdig.ca.secretName=ca"
                + ",autoscaler.namespaces={a,b},autoscaler.scaleToZero=true,settings.autoscaler\\.poll-interval=30s");

        assertThat(settings.keySet()).allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
        assertThat(settings)
                .containsEntry("AUTOSCALER_POLL_INTERVAL", "30s")
                .containsEntry("AUTOSCALER_NAMESPACES", "a,b")
                .containsEntry("SYSDIG_CA_FILE", "/etc/sysdig-autoscaler/ca/ca.crt");
    }

    @Test
    void writesNumbersOfSettingsAsTheyWereGiven() {
        var yaml = """
                settings:
                  sysdig.headers."X-Million": 1000000
                  sysdig.headers."X-Number": 12345678
                  sysdig.headers."X-Fraction": 1234567.5
                  sysdig.headers."X-Text": "0012345678"
                resources: {limits: {memory: 536870912}}
                """;
        var file = Path.of("target/numbers.yaml");
        Manifests.write(file, yaml);

        assertThat(helm("template", "--set=" + LEAST, "--values=" + file).orFail())
                .contains(
                        "SYSDIG_HEADERS__X_MILLION_: \"1000000\"\n",
                        "SYSDIG_HEADERS__X_NUMBER_: \"12345678\"\n",
                        "SYSDIG_HEADERS__X_FRACTION_: \"1234567.5\"\n",
                        "SYSDIG_HEADERS__X_TEXT_: \"0012345678\"\n",
                        "memory: 536870912\n");
    }

    @Test
    void whatIsGivenUnderSettingsWinsAlsoWhereItIsFalse() {
        assertThat(settings(LEAST + ",autoscaler.scaleToZero=true,settings.autoscaler\\.scale-to-zero=false"
                        + ",settings.autoscaler\\.raw-queries=denied"))
                .containsEntry("AUTOSCALER_SCALE_TO_ZERO", "false")
                .containsEntry("AUTOSCALER_RAW_QUERIES", "denied");
    }

    @Test
    void webhookIsLeftAsItIsByTheAdmissionsEnforcerOfAks() {
        assertThat(one(ValidatingWebhookConfiguration.class, LEAST + ",certificates.caAnnotations.from=serving")
                        .getMetadata()
                        .getAnnotations())
                .containsEntry("admissions.enforcer/disabled", "true")
                .containsEntry("from", "serving");
    }

    @Test
    void registersMetricsOfObjectsOnlyWhereTheyAreServed() {
        var with = helm("template", "--set=" + LEAST + ",autoscaler.customMetrics=true")
                .orFail();

        assertThat(with).contains("name: v1beta2.custom.metrics.k8s.io", "name: v1beta1.custom.metrics.k8s.io");
        assertThat(settings(LEAST + ",autoscaler.customMetrics=true"))
                .containsEntry("AUTOSCALER_CUSTOM_METRICS", "true");
        assertThat(helm("template", "--set=" + LEAST).orFail()).doesNotContain("name: v1beta2.custom.metrics.k8s.io");
    }

    @Test
    void isProbedAndStoppedAsThePageRecommends() throws IOException {
        var page = Manifests.read(Path.of("docs/availability.md"));
        var yaml = page.substring(page.indexOf("```yaml\n") + 8);
        var recommended = new ObjectMapper(new YAMLFactory()).readTree(yaml.substring(0, yaml.indexOf("```")));
        var spec = new ObjectMapper().convertValue(recommended.get("spec"), DeploymentSpec.class);
        var container = spec.getTemplate().getSpec().getContainers().getFirst();
        var made = deployment(LEAST).getSpec();
        var madeContainer = made.getTemplate().getSpec().getContainers().getFirst();

        assertThat(made.getReplicas()).isEqualTo(spec.getReplicas());
        assertThat(made.getStrategy().getRollingUpdate())
                .isEqualTo(spec.getStrategy().getRollingUpdate());
        assertThat(madeContainer.getEnv()).containsAll(container.getEnv());
        assertThat(madeContainer.getLifecycle()).isEqualTo(container.getLifecycle());
        assertThat(onNumberedPort(madeContainer.getStartupProbe())).isEqualTo(container.getStartupProbe());
        assertThat(onNumberedPort(madeContainer.getReadinessProbe())).isEqualTo(container.getReadinessProbe());
        assertThat(onNumberedPort(madeContainer.getLivenessProbe())).isEqualTo(container.getLivenessProbe());
    }

    @Test
    void rollsOutWhenASettingChanges() {
        var before = deployment(LEAST).getSpec().getTemplate().getMetadata().getAnnotations();
        var after = deployment(LEAST + ",autoscaler.rawQueries=denied")
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations();

        assertThat(after.get("checksum/settings")).isNotEqualTo(before.get("checksum/settings"));
    }

    @Test
    void prefersADigestToATag() {
        var digest = "sha256:" + "0".repeat(64);
        var pod = deployment(LEAST + ",image.tag=1.2.3,image.digest=" + digest)
                .getSpec()
                .getTemplate()
                .getSpec();

        assertThat(pod.getContainers().getFirst().getImage()).endsWith("/sysdig-autoscaler@" + digest);
    }

    @Test
    void replicasReachEachOtherWhereThePortIsForTheApiServerOnly() {
        var policy = one(NetworkPolicy.class, LEAST + ",networkPolicy.apiServer[0].ipBlock.cidr=10.0.0.0/28");

        assertThat(policy.getSpec().getIngress().getFirst().getFrom())
                .satisfiesExactly(
                        own -> assertThat(own.getPodSelector())
                                .isEqualTo(policy.getSpec().getPodSelector()),
                        given -> assertThat(given.getIpBlock().getCidr()).isEqualTo("10.0.0.0/28"));
        assertThat(one(NetworkPolicy.class, LEAST)
                        .getSpec()
                        .getIngress()
                        .getFirst()
                        .getFrom())
                .isEmpty();
    }

    @Test
    void bindsRightsInTheNamespaceOfTheRelease() {
        assertThat(objects(LEAST, "--namespace=elsewhere"))
                .filteredOn(RoleBinding.class::isInstance)
                .map(RoleBinding.class::cast)
                .isNotEmpty()
                .allSatisfy(
                        binding -> assertThat(binding.getSubjects().getFirst().getNamespace())
                                .isEqualTo("elsewhere"));
    }

    @Test
    void grantsRightsToSecretsOnlyWhereTheCertificateIsKeptInOne() {
        var files = LEAST + ",certificates.mode=files,certificates.secretName=serving";

        assertThat(rightsTo("secrets", LEAST)).isEqualTo(2);
        assertThat(rightsTo("secrets", files)).isZero();
        assertThat(rightsTo("leases", files)).isEqualTo(rightsTo("leases", LEAST));
        assertThat(one(ClusterRole.class, files).getRules())
                .isEqualTo(one(ClusterRole.class, LEAST).getRules());
    }

    @Test
    void grantsTheRightToPodsOnlyWhereMetricsOfObjectsAreServed() {
        assertThat(clusterWide(LEAST)).isNotEmpty().doesNotContain("pods");
        assertThat(clusterWide(LEAST + ",autoscaler.customMetrics=true")).contains("pods", "apiservices");
    }

    @Test
    void makesWhatIsOptionalOnlyWhenAsked() {
        var optional = List.of("ServiceMonitor", "PrometheusRule", "ExternalSecret");
        assertThat(kinds(LEAST)).doesNotContainAnyElementsOf(optional);
        assertThat(kinds(LEAST + ",serviceMonitor.enabled=true,prometheusRule.enabled=true"
                        + ",sysdig.token.externalSecret.enabled=true"))
                .containsAll(optional);
        assertThat(kinds(LEAST + ",networkPolicy.enabled=false,podDisruptionBudget.enabled=false"))
                .doesNotContain("NetworkPolicy", "PodDisruptionBudget");
    }

    private static Probe onNumberedPort(Probe probe) {
        return new ProbeBuilder(probe)
                .editHttpGet()
                .withPort(new IntOrString(9000))
                .endHttpGet()
                .build();
    }

    private static long rightsTo(String resource, String values) {
        return one(Role.class, values).getRules().stream()
                .filter(rule -> rule.getResources().contains(resource))
                .count();
    }

    /** Resources that a bound ClusterRole is about. */
    private static List<String> clusterWide(String values) {
        var bound = objects(values).stream()
                .filter(ClusterRoleBinding.class::isInstance)
                .map(binding -> ((ClusterRoleBinding) binding).getRoleRef().getName())
                .toList();
        return objects(values).stream()
                .filter(ClusterRole.class::isInstance)
                .map(ClusterRole.class::cast)
                .filter(role -> bound.contains(role.getMetadata().getName()))
                .flatMap(role -> role.getRules().stream())
                .flatMap(rule -> rule.getResources().stream())
                .toList();
    }

    private static List<String> kinds(String values) {
        return objects(values).stream().map(HasMetadata::getKind).toList();
    }

    private static Map<String, String> settings(String values) {
        return one(ConfigMap.class, values).getData();
    }

    private static Deployment deployment(String values) {
        return one(Deployment.class, values);
    }

    private static <T> T one(Class<T> kind, String values) {
        return objects(values).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    private static List<HasMetadata> objects(String values, String... more) {
        var arguments = new ArrayList<>(List.of("--set=" + values));
        arguments.addAll(List.of(more));
        var yaml = helm("template", arguments.toArray(String[]::new)).orFail();
        try (var client = new KubernetesClientBuilder().build()) {
            return client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                    .items();
        }
    }

    private static Tool.Ended helm(String command, String... more) {
        var arguments = new ArrayList<>(List.of(command, Manifests.CHART.toString()));
        arguments.addAll(List.of(more));
        return Tool.of(Part.HELM).run(arguments.toArray(String[]::new));
    }
}

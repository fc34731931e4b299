package com.sysdig.autoscaler.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.annotation.Row;
import com.sysdig.autoscaler.testbed.Exporter;
import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reviews as users meet them: through the API server. */
class AdmissionIT {
    private static final Testbed BED = Testbed.shared();
    private static final String YAML = "application/apply-patch+yaml";

    private final KubernetesClient kubernetes = BED.kubernetes();
    private final String namespace = BED.namespace("admission");
    /** Of no other test, so that nothing is known of it. */
    private final String metric = namespace.replace('-', '_');

    @BeforeAll
    static void startsTheProduct() {
        BED.product();
        Reviewing.awaitReviews(BED.kubernetes(), BED.exactNamespace("admission-probe"));
    }

    @Test
    void refusalListsEveryProblem() {
        var refused = dryRun(annotated("web").with("scale-target", "lots").with("scale-metirc", "x"));

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.body().path("reason").asText()).isEqualTo("Invalid");
        assertThat(refused.message().lines())
                .containsExactly(
                        "admission webhook \"workloads.autoscaler.sysdig.com\" denied the request: Deployment \"web\" cannot be"
                                + " scaled as annotated:",
                        "- sysdig.com/scale-metirc=\"x\": there is no such annotation; did you mean `sysdig.com/scale-metric`?",
                        "- sysdig.com/scale-target=\"lots\": is not a Kubernetes quantity; write a Kubernetes quantity above"
                                + " zero, as `100`, `250m` or `1.5k`");
        assertThat(refused.body().at("/details/causes")).hasSize(2);
    }

    @Test
    void goodAnnotationsPass() {
        assertThat(Row.of("good.txt").filter(row -> isLegal(row.annotations())).toList())
                .hasSizeGreaterThan(100)
                .allSatisfy(row -> {
                    var made = dryRun(of(row));
                    assertThat(made.code()).as(made.message()).isEqualTo(201);
                });
    }

    @Test
    void badAnnotationsAreRefused() {
        assertThat(Row.of("bad.txt").filter(row -> isLegal(row.annotations())).toList())
                .hasSizeGreaterThan(100)
                .allSatisfy(row -> {
                    var refused = dryRun(of(row));
                    assertThat(refused.code()).as(row.name()).isEqualTo(422);
                    assertThat(refused.message())
                            .contains("denied the request")
                            .contains(here(row.expected().get(1)))
                            .contains(row.expected().get(2));
                });
    }

    @Test
    void changeForTheWorseIsRefusedAndOptingOutIsNot() {
        var web = annotated("web");
        web.create(kubernetes);

        assertThat(annotate("web", "{\"sysdig.com/scale-target\":\"lots\"}").code())
                .isEqualTo(422);
        assertThat(annotate("web", "{\"sysdig.com/scale-target\":null}").code()).isEqualTo(422);
        assertThat(annotate("web", "{\"sysdig.com/scale-target\":\"50\"}").code())
                .isEqualTo(200);
        assertThat(annotate(
                                "web",
                                "{\"sysdig.com/scale-target\":null,\"sysdig.com/scale-metric\":null,"
                                        + "\"sysdig.com/scale-max-replicas\":null}")
                        .code())
                .isEqualTo(200);
    }

    @Test
    void statefulSetsAreReviewedToo() {
        var refused = ApiCall.post(
                kubernetes,
                namespace + "/statefulsets",
                Workload.statefulSet(namespace, "db").with("scale-target", "1").object());

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).contains("StatefulSet \"db\" cannot be scaled as annotated");
    }

    @Test
    void nameToComeIsNoObstacle() {
        var named = (io.fabric8.kubernetes.api.model.apps.Deployment)
                annotated("web").object();
        var unnamed = new DeploymentBuilder(named)
                .editMetadata()
                .withName(null)
                .withGenerateName("web-")
                .endMetadata();

        var made = ApiCall.post(kubernetes, namespace + "/deployments", unnamed.build());
        var refused = ApiCall.post(
                kubernetes,
                namespace + "/deployments",
                unnamed.editMetadata()
                        .addToAnnotations("sysdig.com/scale-target", "lots")
                        .endMetadata()
                        .build());

        assertThat(made.code()).isEqualTo(201);
        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).contains("Deployment \"web-");
    }

    /** The one without a warning first: once it is stored its metric is asked for, and may be warned of. */
    @Test
    void replicasOfAnAppliedManifestAreWarnedOf() {
        var withoutReplicas = apply("api", annotatedYaml("api", ""));
        var applied = apply("web", annotatedYaml("web", "  replicas: 12\n"));

        assertThat(applied.code()).isEqualTo(201);
        assertThat(applied.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("spec.replicas is set in the manifest"))
                .anySatisfy(warning -> assertThat(warning).contains("there are 12 replicas now"));
        assertThat(withoutReplicas.code()).isEqualTo(201);
        assertThat(withoutReplicas.warnings()).isEmpty();
    }

    @Test
    void metricThatSysdigDoesNotHaveIsWarnedOf() {
        annotated("first").create(kubernetes);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(dryRun(annotated("second")).warnings())
                        .singleElement()
                        .asString()
                        .contains("Sysdig has no series of this metric"));
    }

    @Test
    void foreignHpaIsWarnedOf() {
        Reviewing.createHpa(kubernetes, namespace, "keda-hpa-web", "web");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(dryRun(annotated("web")).warnings())
                        .singleElement()
                        .asString()
                        .contains("another HorizontalPodAutoscaler"));
        assertThat(dryRun(annotated("api")).warnings()).isEmpty();
    }

    @Test
    void namesakeIsRefused() {
        Workload.statefulSet(namespace, "web")
                .with("scale-metric", "queue_depth")
                .with("scale-target", "1")
                .with("scale-max-replicas", "3")
                .create(kubernetes);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var refused = dryRun(annotated("web"));
            assertThat(refused.code()).isEqualTo(422);
            assertThat(refused.message()).contains("the StatefulSet of the same name is scaled already");
        });
    }

    private ApiCall dryRun(Workload workload) {
        return ApiCall.post(kubernetes, namespace + "/deployments?dryRun=All", workload.object());
    }

    private ApiCall annotate(String name, String annotations) {
        return ApiCall.send(
                kubernetes,
                "PATCH",
                namespace + "/deployments/" + name,
                "application/merge-patch+json",
                "{\"metadata\":{\"annotations\":" + annotations + "}}");
    }

    private ApiCall apply(String name, String yaml) {
        return ApiCall.send(
                kubernetes, "PATCH", namespace + "/deployments/" + name + "?fieldManager=gitops", YAML, yaml);
    }

    private Workload annotated(String name) {
        return Workload.deployment(namespace, name)
                .with("scale-metric", metric)
                .with("scale-target", "100")
                .with("scale-max-replicas", "10");
    }

    private Workload of(Row row) {
        var annotations = new HashMap<>(row.annotations());
        annotations.replaceAll((_, value) -> here(value));
        return new Workload(Workload.Kind.DEPLOYMENT, namespace, "web", 1, annotations);
    }

    /** The rows' own cluster and namespace are others here. */
    private String here(String text) {
        return text.replaceAll("(['\"])shop(['\"])", "$1" + namespace + "$2")
                .replaceAll("(['\"])prod(['\"])", "$1" + Exporter.CLUSTER + "$2");
    }

    /** What Kubernetes itself refuses never reaches us. */
    private static boolean isLegal(Map<String, String> annotations) {
        return annotations.keySet().stream()
                .map(key -> key.substring("sysdig.com/".length()))
                .allMatch(name -> name.matches("[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?"));
    }

    private String annotatedYaml(String name, String replicas) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: %s
                  annotations:
                    sysdig.com/scale-metric: %s
                    sysdig.com/scale-target: "100"
                    sysdig.com/scale-max-replicas: "10"
                spec:
                %s  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: web, image: "registry.k8s.io/pause:3.10"}]}
                """.formatted(name, metric, replicas);
    }
}

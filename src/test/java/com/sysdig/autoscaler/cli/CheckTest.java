package com.sysdig.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code check} says of which manifest. */
class CheckTest {
    @Test
    void saysNothingOfARightManifestAndEndsWell() {
        var ran = Session.PLAIN.input(Manifests.right(), "check", "-");

        assertThat(ran.code()).isZero();
        assertThat(ran.lines()).containsExactly("1 annotated workload in 1 file, 0 other objects ignored: no problems");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void tellsAllProblemsOfAllManifestsInTheOrderOfLines() {
        var ran = Session.PLAIN.input(
                Manifests.deployment("sysdig.com/scale-metirc: requests", "sysdig.com/scale-target: \"0\"")
                        + "---\n"
                        + Manifests.workload(
                                "StatefulSet", "sysdig.com/scale-metric: a_total", "sysdig.com/scale-target: lots"),
                "check",
                "-");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.lines())
                .containsExactly(
                        "stdin:6: error: Deployment shop/web: sysdig.com/scale-max-replicas: is required; write the most"
                                + " replicas that there may be, as `10`",
                        "stdin:7: error: Deployment shop/web: sysdig.com/scale-metirc=\"requests\": there is no such"
                                + " annotation; did you mean `sysdig.com/scale-metric`?",
                        "stdin:8: error: Deployment shop/web: sysdig.com/scale-target=\"0\": is not above zero; write a"
                                + " Kubernetes quantity above zero, as `100`, `250m` or `1.5k`",
                        "stdin:10: warning: StatefulSet shop/web: metadata.name: is that of the Deployment in stdin:1,"
                                + " and both would own the HorizontalPodAutoscaler of that name; rename one of them,"
                                + " unless they are never in one cluster",
                        "stdin:15: error: StatefulSet shop/web: sysdig.com/scale-max-replicas: is required; write the"
                                + " most replicas that there may be, as `10`",
                        "stdin:17: error: StatefulSet shop/web: sysdig.com/scale-target=\"lots\": is not a Kubernetes"
                                + " quantity; write a Kubernetes quantity above zero, as `100`, `250m` or `1.5k`",
                        "2 annotated workloads in 1 file, 0 other objects ignored: 5 errors, 1 warning");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    10      | a number
                    1e3     | a number
                    0x10    | a number
                    1_000   | a number
                    true    | a boolean
                    on      | a boolean
                    n       | a boolean
                    !!int 3 | a number
                    """)
    void saysToQuoteWhatIsNoStringInYaml(String written, String what) {
        var ran = Session.PLAIN.input(Manifests.right("sysdig.com/scale-cpu: " + written), "check", "-");

        var value = written.replace("!!int ", "");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.lines())
                .contains(
                        ("stdin:10: error: Deployment shop/web: sysdig.com/scale-cpu=\"%s\": is %s in YAML, and Kubernetes"
                                        + " takes strings only; quote it: `sysdig.com/scale-cpu: \"%s\"`")
                                .formatted(value, what, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "[1, 2]", "{a: b}"})
    void saysOnceThatAnAnnotationHasNoText(String written) {
        var ran = Session.PLAIN.input(Manifests.right("sysdig.com/scale-cpu: " + written), "check", "-");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.lines()).hasSize(2);
        assertThat(ran.lines().getFirst())
                .startsWith("stdin:10: error: ")
                .endsWith("in YAML, and Kubernetes takes strings only; write one text, in quotes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80%", "'80%'", "\"80%\"", "!!str 80%", ">-\n      80%"})
    void takesStringsHoweverTheyAreWritten(String written) {
        assertThat(Session.PLAIN
                        .input(Manifests.right("sysdig.com/scale-cpu: " + written), "check", "-")
                        .code())
                .isZero();
    }

    @Test
    void warnsOfAnnotationsOnThePodTemplate() {
        var ran = Session.PLAIN.input(Manifests.deployment("other: x") + """
                spec:
                  template:
                    metadata:
                      annotations:
                        sysdig.com/scale-metric: a_total
                """, "check", "-");

        assertThat(ran.code()).isZero();
        assertThat(ran.lines().getFirst())
                .isEqualTo("stdin:12: warning: Deployment shop/web: sysdig.com/scale-metric: has no effect on the pod"
                        + " template; move it to the `metadata.annotations` of the Deployment");
    }

    @Test
    void warnsOfKindsThatAreNotScaled() {
        var manifest = Manifests.right().replace("kind: Deployment", "kind: DaemonSet");

        var ran = Session.PLAIN.input(manifest, "check", "-");

        assertThat(ran.code()).isZero();
        assertThat(ran.lines())
                .containsExactly(
                        "stdin:9: warning: DaemonSet shop/web: sysdig.com/scale-max-replicas: has no effect on"
                                + " `apiVersion: apps/v1`, `kind: DaemonSet`; only Deployments and StatefulSets of"
                                + " `apps/v1` are scaled",
                        "0 annotated workloads in 1 file, 1 other object ignored: 1 warning");
    }

    @Test
    void warnsOfReplicasInTheManifestAndOfWhatTheWebhookWarnsOf() {
        var ran = Session.PLAIN.input(
                Manifests.right(
                                "sysdig.com/scale-window: 30s",
                                "sysdig.com/scale-query.queue: rabbitmq_queue_messages",
                                "sysdig.com/scale-target.queue: \"3\"")
                        + "spec:\n  replicas: 3\n",
                "check",
                "--sample-interval=20s",
                "-");

        assertThat(ran.code()).isZero();
        assertThat(ran.lines())
                .containsExactly(
                        "stdin:10: warning: Deployment shop/web: sysdig.com/scale-window: is shorter than two samples,"
                                + " which are 20s apart; write 40s or more",
                        "stdin:11: warning: Deployment shop/web: sysdig.com/scale-query.queue: may yield several numbers,"
                                + " which count as none; wrap it, for example in sum(…)",
                        "stdin:14: warning: Deployment shop/web: spec.replicas: is set in the manifest, so that each"
                                + " apply undoes the scaling; remove it",
                        "1 annotated workload in 1 file, 0 other objects ignored: 3 warnings");
    }

    @Test
    void countsObjectsThatAreNoneOfItsBusiness() {
        var ran = Session.PLAIN.input("""
                # nothing but a comment
                ---
                ---
                kind: Service
                ---
                some: values
                ---
                - a list
                ---
                """ + Manifests.deployment("other: annotation"), "check", "-");

        assertThat(ran.lines())
                .containsExactly("0 annotated workloads in 1 file, 4 other objects ignored: no problems");
    }

    @Test
    void looksIntoListsAndReadsJson() {
        var ran = Session.PLAIN.input("""
                {
                \t"apiVersion": "v1", "kind": "List", "items": [
                \t\t{"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "db", "annotations": {
                \t\t\t"sysdig.com\\/scale-metric": "a_total",
                \t\t\t"sysdig.com/scale-target": 100, "other": "\\ud83d\\ude00",
                \t\t\t"sysdig.com/scale-max-replicas": "3"}}},
                \t\t{"kind": "Service"}]}
                """, "check", "-");

        assertThat(ran.lines())
                .containsExactly(
                        "stdin:5: error: StatefulSet default/db: sysdig.com/scale-target=\"100\": is a number in YAML, and"
                                + " Kubernetes takes strings only; quote it: `sysdig.com/scale-target: \"100\"`",
                        "1 annotated workload in 1 file, 1 other object ignored: 1 error");
    }

    @Test
    void takesTheNamespaceOfManifestsWithoutFromTheCommand() {
        var manifest = Manifests.deployment("sysdig.com/scale-target: x").replace("  namespace: shop\n", "");

        assertThat(Session.PLAIN.input(manifest, "check", "-").out()).contains("Deployment default/web");
        assertThat(Session.PLAIN.input(manifest, "check", "-n", "pay", "-").out())
                .contains("Deployment pay/web");
    }

    @Test
    void missesNoNameAndNoRepetition() {
        var nameless = Manifests.right().replace("  name: web\n", "");
        var twice = Manifests.right("sysdig.com/scale-target: \"7\"");
        var twoBlocks = Manifests.right() + "  annotations:\n    other: x\n";

        assertThat(Session.PLAIN.input(nameless, "check", "-").lines())
                .first()
                .isEqualTo("stdin:1: error: Deployment shop/: `metadata.name` is missing; name the Deployment");
        assertThat(Session.PLAIN.input(twice, "check", "-").lines())
                .first()
                .isEqualTo(
                        "stdin:10: error: Deployment shop/web: sysdig.com/scale-target is there twice; keep one of them");
        assertThat(Session.PLAIN.input(twoBlocks, "check", "-").lines())
                .first()
                .asString()
                .contains(": error: Deployment shop/web: `annotations` is there twice");
        assertThat(List.of(nameless, twice, twoBlocks))
                .allSatisfy(manifest -> assertThat(
                                Session.PLAIN.input(manifest, "check", "-").code())
                        .isEqualTo(1));
    }

    @Test
    void refusesAnnotationsThatAreNoMapping() {
        var ran = Session.PLAIN.input(
                "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  annotations:\n  - sysdig.com/scale-cpu\n",
                "check",
                "-");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.lines().getFirst())
                .startsWith("stdin:5: error: Deployment default/web: `annotations` is a list; write keys and values");
    }

    @Test
    void saysWhichClusterItWouldHaveToKnow() {
        var manifest = Manifests.deployment(
                "sysdig.com/scale-query: sum(a{kube_cluster_name=\"prod\"})",
                "sysdig.com/scale-target: \"3\"",
                "sysdig.com/scale-max-replicas: \"3\"");

        var unknown = Session.PLAIN.input(manifest, "check", "-");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.lines().getFirst()).endsWith(", or tell which cluster this is for: --cluster-name");
        assertThat(Session.PLAIN
                        .input(manifest, "check", "--cluster-name=prod", "-")
                        .code())
                .isZero();
        assertThat(Session.PLAIN
                        .with("SYSDIG_CLUSTER_NAME", "prod")
                        .input(manifest, "check", "-")
                        .code())
                .isZero();
        assertThat(Session.PLAIN
                        .input(manifest, "check", "--cluster-name=test", "-")
                        .out())
                .contains("read their own cluster")
                .doesNotContain("--cluster-name");
    }
}

package com.sysdig.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.annotation.AnnotationParser;
import com.sysdig.autoscaler.annotation.AnnotationSettings;
import com.sysdig.autoscaler.annotation.Parsed;
import com.sysdig.autoscaler.annotation.RawQueries;
import com.sysdig.autoscaler.hpa.HpaGenerator;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class RenderTest {
    private static final String RIGHT = Session.resource("right.yaml");

    @Test
    void writesTheAutoscalersInTheOrderOfTheManifests() {
        var ran = Session.PLAIN.input(RIGHT, "render", "-");

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).isEqualTo(Session.resource("right-hpas.yaml"));
    }

    /** What the reconciler makes of the same annotations and settings, before it adds the owner. */
    @Test
    void writesByteByByteWhatTheClusterApplies() {
        var manifest = RIGHT.substring(RIGHT.lastIndexOf("---"));
        var object = Serialization.unmarshal(manifest, StatefulSet.class);
        var workload = new Workload(
                WorkloadKind.STATEFUL_SET,
                object.getMetadata().getNamespace(),
                object.getMetadata().getName());
        var settings = new AnnotationSettings("prod", 2, 30, 500, true, RawQueries.ALLOWED);
        var parsed = new AnnotationParser(settings)
                .parse(workload, object.getMetadata().getAnnotations());
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        var applied = new HpaGenerator(500).generate(workload, ((Parsed.Valid) parsed).policy());

        var ran = Session.PLAIN.input(
                manifest,
                "render",
                "--cluster-name=prod",
                "--default-min-replicas=2",
                "--default-max-replicas=30",
                "--replicas-ceiling=500",
                "--scale-to-zero",
                "true",
                "--raw-queries=allowed",
                "-");

        assertThat(ran.out()).isEqualTo(Serialization.asYaml(applied)).contains("maxReplicas: 500");
    }

    @Test
    void writesTheRightOnesBesideWrongOnesAndTellsTheProblemsApart() {
        var ran = Session.PLAIN.input(
                Manifests.deployment("sysdig.com/scale-target: x") + "---\n"
                        + Manifests.right().replace("name: web", "name: fine"),
                "render",
                "-");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("name: \"fine\"").doesNotContain("name: \"web\"");
        assertThat(ran.err()).contains("stdin:7: error: ").doesNotContain("annotated workload");
    }

    @Test
    void rendersNothingThatIsTakenOver() {
        var ran = Session.PLAIN.input(Manifests.right("sysdig.com/scale-adopt: old"), "render", "-");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .isEqualTo("stdin:1: Deployment shop/web: not rendered, since it takes over the HorizontalPodAutoscaler"
                        + " old of the cluster\n");
    }
}

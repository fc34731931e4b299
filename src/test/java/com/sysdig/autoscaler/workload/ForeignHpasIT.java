package com.sysdig.autoscaler.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ForeignHpasIT {
    private static RunningReconcilers reconcilers;

    private final AnnotatedNamespace shop =
            new AnnotatedNamespace(Testbed.shared().namespace("foreign"));

    @BeforeAll
    static void start() {
        reconcilers = RunningReconcilers.watching();
    }

    @AfterAll
    static void stop() {
        reconcilers.close();
    }

    @Test
    void oursIsWithdrawnWhenAForeignOneComesAndReturnsWhenItGoes() {
        shop.managed("web");
        shop.createForeign("keda-hpa-web", "Deployment", "web");
        shop.eventually(() -> assertThat(shop.hpa("web").get()).isNull());
        shop.eventually(() -> assertThat(shop.events("web")).contains("ForeignHpa"));
        assertThat(shop.note("web", "ForeignHpa")).contains("keda-hpa-web");
        assertThat(reconcilers.workloads("foreign")).isGreaterThanOrEqualTo(1);
        shop.hpa("keda-hpa-web").delete();
        shop.eventually(() -> assertThat(shop.hpa("web").get()).isNotNull());
        shop.eventually(() -> assertThat(reconcilers.workloads("foreign")).isZero());
    }

    @Test
    void foreignOneOfOurNameIsNeverTouched() {
        shop.createForeign("web", "Deployment", "other");
        var web = AnnotatedNamespace.annotated(Workload.deployment(shop.name(), "web"));
        web.create(shop.kubernetes());
        shop.eventually(() -> assertThat(shop.events("web")).contains("ForeignHpa"));
        shop.annotate(AnnotatedNamespace.bare(web));
        shop.annotate(web.with("scale-max-replicas", "11"));
        assertThat(writers(shop.hpa("web").get())).doesNotContain("sysdig-autoscaler");
        shop.hpa("web").delete();
        shop.eventually(() -> assertThat(shop.hpa("web").get())
                .isNotNull()
                .satisfies(hpa -> assertThat(hpa.getSpec().getMaxReplicas()).isEqualTo(11)));
    }

    /** The HPA controller is one of them: it writes the status. */
    private static Stream<String> writers(HorizontalPodAutoscaler hpa) {
        return hpa.getMetadata().getManagedFields().stream().map(ManagedFieldsEntry::getManager);
    }

    @Test
    void oneOfTwoWorkloadsOfOneNameKeepsItsHpa() {
        shop.managed("web");
        AnnotatedNamespace.annotated(Workload.statefulSet(shop.name(), "web")).create(shop.kubernetes());
        shop.eventually(() -> assertThat(shop.events("web")).contains("NameConflict"));
        assertThat(shop.hpa("web").get().getSpec().getScaleTargetRef().getKind())
                .isEqualTo("Deployment");
        shop.annotate(AnnotatedNamespace.bare(Workload.deployment(shop.name(), "web")));
        shop.eventually(() -> assertThat(shop.hpa("web").get())
                .isNotNull()
                .satisfies(hpa ->
                        assertThat(hpa.getSpec().getScaleTargetRef().getKind()).isEqualTo("StatefulSet")));
    }
}

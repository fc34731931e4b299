package com.sysdig.autoscaler.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sysdig.autoscaler.testbed.Testbed;
import com.sysdig.autoscaler.testbed.Workload;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Adoption by somebody who may create Deployments and may or may not update the autoscaler, by the cluster's own word. */
class AdoptionIT {
    private static final Testbed BED = Testbed.shared();
    private static final String RBAC = "rbac.authorization.k8s.io";

    private final KubernetesClient kubernetes = BED.kubernetes();
    private final String namespace = BED.namespace("adoption");
    private final KubernetesClient ann = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(kubernetes.getConfiguration())
                    .withImpersonateUsername("ann-" + namespace)
                    .build())
            .build();

    @BeforeEach
    void annMayCreateDeployments() {
        BED.product();
        Reviewing.createHpa(kubernetes, namespace, "old", "web");
        Reviewing.createHpa(kubernetes, namespace, "another", "web");
        grant(
                "deployments",
                new PolicyRuleBuilder()
                        .withApiGroups("apps")
                        .withResources("deployments")
                        .withVerbs("create")
                        .build());
        Reviewing.awaitReviews(kubernetes, BED.namespace("adoption-probe"));
    }

    @AfterEach
    void close() {
        ann.close();
    }

    @Test
    void isForThoseWhoMayUpdateTheAutoscaler() {
        var refused = answered(ann, "old");
        assertThat(refused.code()).as(refused.message()).isEqualTo(422);
        assertThat(refused.message())
                .contains("sysdig.com/scale-adopt=\"old\": user \"ann-" + namespace + "\" may not update it");
        assertThat(answered(kubernetes, "old").code()).isEqualTo(201);

        grant(
                "autoscaler",
                new PolicyRuleBuilder()
                        .withApiGroups("autoscaling")
                        .withResources("horizontalpodautoscalers")
                        .withResourceNames("old")
                        .withVerbs("update")
                        .build());

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(adopt(ann, "old").code()).isEqualTo(201));
        assertThat(answered(ann, "another").code()).isEqualTo(422);
    }

    @Test
    void warnsOfAnAutoscalerThatDoesNotExist() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(adopt(kubernetes, "old").warnings()).isEmpty());

        assertThat(adopt(kubernetes, "none").warnings())
                .singleElement()
                .asString()
                .contains("there is no HorizontalPodAutoscaler \\\"none\\\"");
    }

    /** The first answer that tells what she may: she has to be known as one who creates, and reviews to be in time. */
    private ApiCall answered(KubernetesClient by, String autoscaler) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> adopt(by, autoscaler),
                        call -> call.code() == 201
                                || (call.code() == 422 && !call.message().contains("could not be asked")));
    }

    /** A dry run, which is reviewed as the real thing is. */
    private ApiCall adopt(KubernetesClient by, String autoscaler) {
        return ApiCall.post(
                by,
                namespace + "/deployments?dryRun=All",
                Workload.deployment(namespace, "web")
                        .with("scale-metric", namespace.replace('-', '_'))
                        .with("scale-target", "100")
                        .with("scale-max-replicas", "10")
                        .with("scale-adopt", autoscaler)
                        .object());
    }

    private void grant(String name, PolicyRule rule) {
        kubernetes
                .resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withRules(rule)
                        .build())
                .create();
        kubernetes
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewRoleRef(RBAC, "Role", name)
                        .addNewSubject(RBAC, "User", "ann-" + namespace, null)
                        .build())
                .create();
    }
}

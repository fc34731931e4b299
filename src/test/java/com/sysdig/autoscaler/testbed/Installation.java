package com.sysdig.autoscaler.testbed;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** What an installation puts around the product: its namespace, its rights, and the Service that leads to it. */
final class Installation {

    static final String NAMESPACE = "sysdig-autoscaler";
    static final String SERVICE = "sysdig-autoscaler";

    private Installation() {}

    static void into(KubernetesClient kubernetes, ControlPlane controlPlane) {
        kubernetes
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
        // An ExternalName is resolved by the API server itself: it needs neither kube-proxy nor endpoints.
        kubernetes
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(SERVICE)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withNewSpec()
                        .withType("ExternalName")
                        .withExternalName(controlPlane.thisMachine())
                        .endSpec()
                        .build())
                .serverSideApply();
        for (var right : rights(kubernetes)) {
            bind(right, controlPlane.operatorSubject());
            kubernetes.resource(right).serverSideApply();
        }
    }

    /** As shipped, those for custom metrics too, bound to the ServiceAccount of an installation. */
    static List<HasMetadata> rights(KubernetesClient kubernetes) {
        return Stream.of("kubernetes/rbac.yaml", "kubernetes/components/custom-metrics/rbac.yaml")
                .flatMap(file -> objects(kubernetes, file).stream())
                .toList();
    }

    private static List<HasMetadata> objects(KubernetesClient kubernetes, String file) {
        try (var yaml = Files.newInputStream(Checkout.root().resolve(file))) {
            return kubernetes.load(yaml).items();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void bind(HasMetadata right, Subject subject) {
        switch (right) {
            case ClusterRoleBinding binding -> binding.setSubjects(List.of(subject));
            case RoleBinding binding -> binding.setSubjects(List.of(subject));
            default -> {
                // a role, which has no subjects
            }
        }
    }
}

package com.sysdig.autoscaler.testbed;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A Deployment or StatefulSet of one container, to be annotated and applied. */
public record Workload(Kind kind, String namespace, String name, int replicas, Map<String, String> annotations) {

    public enum Kind {
        DEPLOYMENT,
        STATEFULSET
    }

    public Workload {
        annotations = Map.copyOf(annotations);
    }

    public static Workload deployment(String namespace, String name) {
        return new Workload(Kind.DEPLOYMENT, namespace, name, 1, Map.of());
    }

    public static Workload statefulSet(String namespace, String name) {
        return new Workload(Kind.STATEFULSET, namespace, name, 1, Map.of());
    }

    public Workload withReplicas(int other) {
        return new Workload(kind, namespace, name, other, annotations);
    }

    /** The annotation {@code sysdig.com/<key>}. */
    public Workload with(String key, String value) {
        var more = new TreeMap<>(annotations);
        more.put("sysdig.com/" + key, value);
        return new Workload(kind, namespace, name, replicas, more);
    }

    /** The labels of its series in Sysdig. */
    public Map<String, String> series() {
        return Series.workload(Exporter.CLUSTER, namespace, kind.name().toLowerCase(Locale.ROOT), name);
    }

    public HasMetadata object() {
        var labels = Map.of("app", label());
        return switch (kind) {
            case DEPLOYMENT ->
                new DeploymentBuilder()
                        .withMetadata(metadata())
                        .withNewSpec()
                        .withReplicas(replicas)
                        .withNewSelector()
                        .withMatchLabels(labels)
                        .endSelector()
                        .withTemplate(template())
                        .endSpec()
                        .build();
            case STATEFULSET ->
                new StatefulSetBuilder()
                        .withMetadata(metadata())
                        .withNewSpec()
                        .withReplicas(replicas)
                        .withServiceName(name)
                        .withPodManagementPolicy("Parallel")
                        .withNewSelector()
                        .withMatchLabels(labels)
                        .endSelector()
                        .withTemplate(template())
                        .endSpec()
                        .build();
        };
    }

    public void create(KubernetesClient kubernetes) {
        kubernetes.resource(object()).create();
    }

    /** Leaves the replicas to whom they belong now; annotations become these. */
    public void annotate(KubernetesClient kubernetes) {
        switch (kind) {
            case DEPLOYMENT ->
                Edits.edit(
                        kubernetes.apps().deployments().inNamespace(namespace).withName(name), this::annotated);
            case STATEFULSET ->
                Edits.edit(
                        kubernetes.apps().statefulSets().inNamespace(namespace).withName(name), this::annotated);
        }
    }

    /** The HorizontalPodAutoscaler of its name. */
    public Optional<HorizontalPodAutoscaler> hpa(KubernetesClient kubernetes) {
        return Optional.ofNullable(kubernetes
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    /** The conditions of that one, for a message. */
    public String hpaConditions(KubernetesClient kubernetes) {
        return hpa(kubernetes)
                .map(HorizontalPodAutoscaler::getStatus)
                .map(status -> status.getConditions().stream()
                        .map(HorizontalPodAutoscalerCondition::toString)
                        .toList()
                        .toString())
                .orElse("no HPA, or no status yet");
    }

    /** {@code spec.replicas} as the cluster has it. */
    public int wantedReplicas(KubernetesClient kubernetes) {
        return switch (kind) {
            case DEPLOYMENT ->
                kubernetes
                        .apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName(name)
                        .get()
                        .getSpec()
                        .getReplicas();
            case STATEFULSET ->
                kubernetes
                        .apps()
                        .statefulSets()
                        .inNamespace(namespace)
                        .withName(name)
                        .get()
                        .getSpec()
                        .getReplicas();
        };
    }

    private <T extends HasMetadata> T annotated(T live) {
        live.getMetadata().setAnnotations(new TreeMap<>(annotations));
        return live;
    }

    /** Of its pods: as much of the name's end as a label holds. */
    private String label() {
        return name.substring(Math.max(0, name.length() - 63));
    }

    private ObjectMeta metadata() {
        return new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(name)
                .withAnnotations(annotations)
                .build();
    }

    private PodTemplateSpec template() {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .addToLabels("app", label())
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("web")
                .withImage("registry.k8s.io/pause:3.10")
                .endContainer()
                .endSpec()
                .build();
    }
}

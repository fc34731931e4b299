package com.sysdig.autoscaler.metricsapi;

import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import com.sysdig.autoscaler.query.ObjectKind;
import com.sysdig.autoscaler.query.Question;
import com.sysdig.autoscaler.query.Shape;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of objects whose metrics {@code custom.metrics.k8s.io} has. */
enum Described {
    POD("pods", "Pod", "v1"),
    SERVICE("services", "Service", "v1"),
    NODE("nodes", "Node", "v1"),
    NAMESPACE("namespaces", "Namespace", "v1"),
    DEPLOYMENT("deployments.apps", "Deployment", "apps/v1"),
    STATEFUL_SET("statefulsets.apps", "StatefulSet", "apps/v1");

    private final String resource;
    private final String kind;
    private final String apiVersion;

    Described(String resource, String kind, String apiVersion) {
        this.resource = resource;
        this.kind = kind;
        this.apiVersion = apiVersion;
    }

    /** As it stands in paths, with or without its group. */
    static Optional<Described> ofResource(String resource) {
        return Arrays.stream(values())
                .filter(one -> one.resource.equals(resource) || one.resource.startsWith(resource + "."))
                .findFirst();
    }

    /** As discovery has it, {@code deployments.apps}. */
    String resource() {
        return resource;
    }

    String kind() {
        return kind;
    }

    String apiVersion() {
        return apiVersion;
    }

    boolean isNamespaced() {
        return this != NODE && this != NAMESPACE;
    }

    /** {@code namespace}: empty for what lies in none. */
    Question question(String namespace, String name, Shape shape) {
        return switch (this) {
            case POD -> new Question.OfObject(ObjectKind.POD, namespace, name, shape);
            case SERVICE -> new Question.OfObject(ObjectKind.SERVICE, namespace, name, shape);
            case NODE -> new Question.OfObject(ObjectKind.NODE, namespace, name, shape);
            case NAMESPACE -> new Question.OfObject(ObjectKind.NAMESPACE, namespace, namespace, shape);
            case DEPLOYMENT -> new Question.OfWorkload(new Workload(WorkloadKind.DEPLOYMENT, namespace, name), shape);
            case STATEFUL_SET ->
                new Question.OfWorkload(new Workload(WorkloadKind.STATEFUL_SET, namespace, name), shape);
        };
    }
}

package com.sysdig.autoscaler.metricsapi;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a path below {@code /apis/custom.metrics.k8s.io/<version>} means. */
sealed interface ObjectPath {
    String ALL = "*";

    /** One metric of one object; {@code namespace} is empty for what lies in none. */
    record One(Described of, String namespace, String name, String metric) implements ObjectPath {
        /** Object and metric. */
        String text() {
            return of.resource() + "/" + name + "/" + metric;
        }
    }

    /** One metric of the pods of a namespace. */
    record Pods(String namespace, String metric) implements ObjectPath {
        /** Which objects, and the metric. */
        String text() {
            return Described.POD.resource() + "/" + ALL + "/" + metric;
        }
    }

    /** Nothing that is served. */
    record Unserved(Status.Reason reason, String message) implements ObjectPath {}

    /** {@code segments}: decoded, from after the version. */
    static ObjectPath of(List<String> segments) {
        return segments.size() > 1 && segments.getFirst().equals("namespaces")
                ? inNamespace(segments.get(1), segments.subList(2, segments.size()))
                : ofObject("", segments);
    }

    private static ObjectPath inNamespace(String namespace, List<String> rest) {
        if (rest.size() == 1) {
            return new Unserved(
                    Status.Reason.BAD_REQUEST, "the path is too short: a resource, a name and a metric must follow");
        }
        return rest.size() == 2 && rest.getFirst().equals("metrics")
                ? new One(Described.NAMESPACE, namespace, namespace, rest.getLast())
                : ofObject(namespace, rest);
    }

    private static ObjectPath ofObject(String namespace, List<String> rest) {
        if (rest.size() != 3) {
            return nothing("there is no such path");
        }
        var described = Described.ofResource(rest.getFirst());
        if (described.isEmpty()) {
            return nothing("Sysdig has no metrics of %s; there are those of %s"
                    .formatted(
                            rest.getFirst(),
                            Stream.of(Described.values())
                                    .map(Described::resource)
                                    .collect(Collectors.joining(", "))));
        }
        return ofObject(described.get(), namespace, rest.get(1), rest.get(2));
    }

    private static ObjectPath ofObject(Described kind, String namespace, String name, String metric) {
        if (kind == Described.NAMESPACE) {
            return nothing("metrics of a namespace are at namespaces/<namespace>/metrics/<metric>");
        }
        if (kind.isNamespaced() && namespace.isEmpty()) {
            return nothing("%s lie in a namespace, and the path names none".formatted(kind.resource()));
        }
        if (!name.equals(ALL)) {
            return new One(kind, namespace, name, metric);
        }
        return kind == Described.POD
                ? new Pods(namespace, metric)
                : nothing("name one of the %s: only pods are served many at once".formatted(kind.resource()));
    }

    private static Unserved nothing(String message) {
        return new Unserved(Status.Reason.NOT_FOUND, message);
    }
}

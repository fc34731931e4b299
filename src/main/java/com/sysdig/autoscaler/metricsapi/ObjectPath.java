package com.sysdig.autoscaler.metricsapi;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a path below {@code /apis/custom.metrics.k8s.io/<version>} means. */
sealed interface ObjectPath {
    String ALL = "*";

    /** One metric of one object; {@code namespace} is empty for what lies in none. */
    record One(Described of, String namespace, String name, String metric) implements ObjectPath {}

    /** One metric of the pods of a namespace. */
    record Pods(String namespace, String metric) implements ObjectPath {}

    /** Nothing that is served. */
    record Unserved(Status.Reason reason, String message) implements ObjectPath {}

    /** {@code segments}: decoded, from after the version. */
    static ObjectPath of(List<String> segments) {
        boolean inNamespace = segments.getFirst().equals("namespaces") && segments.size() > 1;
        var namespace = inNamespace ? segments.get(1) : "";
        var rest = inNamespace ? segments.subList(2, segments.size()) : segments;
        if (inNamespace && rest.size() == 1) {
            return new Unserved(
                    Status.Reason.BAD_REQUEST, "the path is too short: a resource, a name and a metric must follow");
        }
        if (inNamespace && rest.size() == 2 && rest.getFirst().equals("metrics")) {
            return new One(Described.NAMESPACE, namespace, namespace, rest.getLast());
        }
        return rest.size() == 3 ? ofObject(namespace, rest) : nothing("there is no such path");
    }

    private static ObjectPath ofObject(String namespace, List<String> rest) {
        var described = Described.ofResource(rest.getFirst());
        if (described.isEmpty()) {
            return nothing("Sysdig has no metrics of %s; there are those of %s"
                    .formatted(
                            rest.getFirst(),
                            Stream.of(Described.values())
                                    .map(Described::resource)
                                    .collect(Collectors.joining(", "))));
        }
        var kind = described.get();
        if (kind.isNamespaced() && namespace.isEmpty()) {
            return nothing("%s lie in a namespace, and the path names none".formatted(kind.resource()));
        }
        if (!rest.get(1).equals(ALL)) {
            return new One(kind, namespace, rest.get(1), rest.get(2));
        }
        return kind == Described.POD
                ? new Pods(namespace, rest.get(2))
                : nothing("name one of the %s: only pods are served many at once".formatted(kind.resource()));
    }

    private static Unserved nothing(String message) {
        return new Unserved(Status.Reason.NOT_FOUND, message);
    }
}

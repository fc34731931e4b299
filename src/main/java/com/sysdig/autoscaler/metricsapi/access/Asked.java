package com.sysdig.autoscaler.metricsapi.access;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a request wants to do, in the words of Kubernetes' roles. */
sealed interface Asked {
    /** The verb in the words of roles. */
    String verb();

    /** {@code path} as sent. */
    record OfPath(String verb, String path) implements Asked {}

    /** Where something does not apply it is empty. */
    record OfResource(
            String verb,
            String group,
            String version,
            String namespace,
            String resource,
            String subresource,
            String name)
            implements Asked {}

    /** Verbs of methods other than GET and HEAD; {@code DELETE} of no single object is another one. */
    Map<String, String> WRITES = Map.of("POST", "create", "PUT", "update", "PATCH", "patch", "DELETE", "delete");

    /** What comes after a namespace's name and is about the namespace itself. */
    List<String> PARTS_OF_A_NAMESPACE = List.of("status", "finalize");

    /**
     * As an API server reads a request: below {@code /apis/<group>/<version>/} are resources, the rest are paths.
     *
     * @param watch whether the query says {@code watch}
     */
    static Asked of(String method, RequestPath path, boolean watch) {
        var segments = path.segments();
        if (segments.size() < 4 || !segments.getFirst().equals("apis")) {
            return new OfPath(method.toLowerCase(Locale.ROOT), path.text());
        }
        var namespace = "";
        var rest = segments.subList(3, segments.size());
        if (rest.getFirst().equals("namespaces") && rest.size() > 1) {
            namespace = rest.get(1);
            if (rest.size() > 2 && !PARTS_OF_A_NAMESPACE.contains(rest.get(2))) {
                rest = rest.subList(2, rest.size());
            }
        }
        var name = at(rest, 1);
        var verb = verb(method, name.isEmpty(), watch);
        return new OfResource(verb, segments.get(1), segments.get(2), namespace, rest.getFirst(), at(rest, 2), name);
    }

    private static String verb(String method, boolean ofMany, boolean watch) {
        if (method.equals("GET") || method.equals("HEAD")) {
            return ofMany ? (watch ? "watch" : "list") : "get";
        }
        var write = WRITES.getOrDefault(method, method.toLowerCase(Locale.ROOT));
        return ofMany && write.equals("delete") ? "deletecollection" : write;
    }

    private static String at(List<String> segments, int index) {
        return index < segments.size() ? segments.get(index) : "";
    }
}

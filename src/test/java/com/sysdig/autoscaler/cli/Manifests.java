package com.sysdig.autoscaler.cli;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text of manifests. */
final class Manifests {
    private Manifests() {}

    /** Its first annotation stands in line 7. */
    static String deployment(String... annotations) {
        return workload("Deployment", annotations);
    }

    static String workload(String kind, String... annotations) {
        return """
                apiVersion: apps/v1
                kind: %s
                metadata:
                  name: web
                  namespace: shop
                  annotations:
                %s
                """.formatted(
                        kind, Stream.of(annotations).map(line -> "    " + line).collect(Collectors.joining("\n")));
    }

    /** One that is right, with these further annotations. */
    static String right(String... annotations) {
        return deployment(Stream.concat(
                        Stream.of(
                                "sysdig.com/scale-metric: net.http.request.count",
                                "sysdig.com/scale-target: \"100\"",
                                "sysdig.com/scale-max-replicas: \"20\""),
                        Stream.of(annotations))
                .toArray(String[]::new));
    }
}

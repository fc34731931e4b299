package com.sysdig.autoscaler.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One thing that a role allows, or that somebody did.
 *
 * @param name empty for all objects, and where a request names none
 */
record Right(String group, String resource, String verb, String name) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A right that was needed, and whether it was there. */
    record Use(Right right, boolean allowed) {}

    /** All that these roles allow; bindings allow nothing by themselves. */
    static List<Right> granted(List<HasMetadata> objects) {
        return objects.stream()
                .flatMap(object -> switch (object) {
                    case ClusterRole role -> role.getRules().stream();
                    case Role role -> role.getRules().stream();
                    default -> Stream.<PolicyRule>empty();
                })
                .flatMap(Right::of)
                .toList();
    }

    /** All that an API server's audit log tells of resources. */
    static List<Use> used(Path audit) {
        try (var lines = Files.lines(audit)) {
            return lines.map(Right::event)
                    .filter(event -> event.has("objectRef"))
                    .flatMap(Right::uses)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether what was done is an instance of this. */
    boolean covers(Right use) {
        return group.equals(use.group)
                && resource.equals(use.resource)
                && verb.equals(use.verb)
                && (name.isEmpty() || name.equals(use.name));
    }

    private static Stream<Right> of(PolicyRule rule) {
        var names = rule.getResourceNames().isEmpty() ? List.of("") : rule.getResourceNames();
        return rule.getApiGroups().stream()
                .flatMap(group -> rule.getResources().stream()
                        .flatMap(resource -> rule.getVerbs().stream()
                                .flatMap(verb -> names.stream().map(name -> new Right(group, resource, verb, name)))));
    }

    private static Stream<Use> uses(JsonNode event) {
        var object = event.path("objectRef");
        var resource = object.path("resource").asText();
        var part = object.path("subresource").asText("");
        var right = new Right(
                object.path("apiGroup").asText(""),
                part.isEmpty() ? resource : resource + "/" + part,
                event.path("verb").asText(),
                object.path("name").asText(""));
        var decision =
                event.path("annotations").path("authorization.k8s.io/decision").asText();
        var use = new Use(right, !decision.equals("forbid"));
        // An apply that makes a new object needs the right to create it as well.
        return right.verb.equals("patch")
                        && event.path("responseStatus").path("code").asInt() == 201
                ? Stream.of(use, new Use(new Right(right.group, right.resource, "create", right.name), true))
                : Stream.of(use);
    }

    private static JsonNode event(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(line, e);
        }
    }
}

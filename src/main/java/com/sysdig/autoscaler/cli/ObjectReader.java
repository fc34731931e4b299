package com.sysdig.autoscaler.cli;

import com.sysdig.autoscaler.annotation.AnnotationKey;
import com.sysdig.autoscaler.cli.Node.Field;
import com.sysdig.autoscaler.policy.Workload;
import com.sysdig.autoscaler.policy.WorkloadKind;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From one object to a {@link Manifest}, if annotations of ours are on it. */
final class ObjectReader {
    private static final String API_VERSION = "apps/v1";
    private static final String ANNOTATIONS = "annotations";

    private final String file;
    private final String defaultNamespace;
    private final Consumer<Finding> findings;

    ObjectReader(String file, String defaultNamespace, Consumer<Finding> findings) {
        this.file = file;
        this.defaultNamespace = defaultNamespace;
        this.findings = findings;
    }

    Optional<Manifest> read(Node node, Fields fields) {
        var metadata = fields.fields("metadata");
        var object = name(fields, metadata);
        var ours = ours(metadata.fields(ANNOTATIONS));
        var kind = kind(fields);
        if (kind.isEmpty()) {
            warnOfKind(fields, object, ours);
            return Optional.empty();
        }
        warnOfPodTemplate(fields, object);
        checkShape(metadata, object);
        if (ours.isEmpty()) {
            return Optional.empty();
        }
        checkName(node, metadata, object);
        var spec = fields.fields("spec");
        return Optional.of(new Manifest(
                new Workload(kind.get(), namespace(metadata), metadata.text("name")),
                new Place(file, node.line()),
                keyLine(metadata, ANNOTATIONS, node.line()),
                ours,
                spec.byName().containsKey("replicas") ? keyLine(spec, "replicas", node.line()) : null));
    }

    private ObjectName name(Fields fields, Fields metadata) {
        return new ObjectName(fields.text("kind"), namespace(metadata), metadata.text("name"));
    }

    private String namespace(Fields metadata) {
        var namespace = metadata.text("namespace");
        return namespace.isEmpty() ? defaultNamespace : namespace;
    }

    private static Optional<WorkloadKind> kind(Fields fields) {
        return fields.text("apiVersion").equals(API_VERSION)
                ? Stream.of(WorkloadKind.values())
                        .filter(kind -> kind.kind().equals(fields.text("kind")))
                        .findFirst()
                : Optional.empty();
    }

    private static Map<String, Annotation> ours(Fields annotations) {
        var ours = new TreeMap<String, Annotation>();
        annotations.byName().forEach((key, field) -> {
            if (key.startsWith(AnnotationKey.PREFIX)) {
                ours.put(key, new Annotation(field.key().line(), field.value()));
            }
        });
        return ours;
    }

    private void warnOfKind(Fields fields, ObjectName object, Map<String, Annotation> ours) {
        ours.entrySet().stream()
                .findFirst()
                .ifPresent(first -> findings.accept(Finding.warning(
                        place(first.getValue().line()),
                        object,
                        first.getKey(),
                        "has no effect on `apiVersion: %s`, `kind: %s`"
                                .formatted(fields.text("apiVersion"), fields.text("kind")),
                        "only Deployments and StatefulSets of `" + API_VERSION + "` are scaled")));
    }

    private void warnOfPodTemplate(Fields fields, ObjectName object) {
        var template = fields.fields("spec").fields("template").fields("metadata");
        ours(template.fields(ANNOTATIONS))
                .forEach((key, annotation) -> findings.accept(Finding.warning(
                        place(annotation.line()),
                        object,
                        key,
                        "has no effect on the pod template",
                        "move it to the `metadata.annotations` of the " + object.kind())));
    }

    private void checkShape(Fields metadata, ObjectName object) {
        metadata.repeated().stream()
                .filter(field -> text(field).equals(ANNOTATIONS))
                .forEach(field -> error(field, object, "`annotations` is there twice", "put all of them into one"));
        metadata.fields(ANNOTATIONS).repeated().stream()
                .filter(field -> text(field).startsWith(AnnotationKey.PREFIX))
                .forEach(field -> error(field, object, text(field) + " is there twice", "keep one of them"));
        var annotations = metadata.byName().get(ANNOTATIONS);
        if (annotations != null && isWrong(annotations.value())) {
            error(
                    annotations,
                    object,
                    "`annotations` is " + annotations.value().described(),
                    "write keys and values, as `" + AnnotationKey.TARGET.key() + ": \"100\"`");
        }
    }

    private static boolean isWrong(Node annotations) {
        return switch (annotations) {
            case Node.Mapping _ -> false;
            case Node.Sequence _ -> true;
            case Node.Scalar scalar -> scalar.type() != ScalarType.NULL;
        };
    }

    private void checkName(Node node, Fields metadata, ObjectName object) {
        var name = metadata.byName().get("name");
        if (name != null && Templates.in(name.value())) {
            error(name, object, Templates.FAULT, Templates.REMEDY);
        } else if (object.name().isEmpty()) {
            findings.accept(Finding.error(
                    place(node.line()), object, "`metadata.name` is missing", "name the " + object.kind()));
        }
    }

    private void error(Field field, ObjectName object, String fault, String remedy) {
        findings.accept(Finding.error(place(field.key().line()), object, fault, remedy));
    }

    private Place place(int line) {
        return new Place(file, line);
    }

    private static int keyLine(Fields fields, String name, int otherwise) {
        @Nullable Field field = fields.byName().get(name);
        return field == null ? otherwise : field.key().line();
    }

    private static String text(Field field) {
        return field.key() instanceof Node.Scalar scalar ? scalar.text() : "";
    }
}

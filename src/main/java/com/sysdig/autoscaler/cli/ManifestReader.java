package com.sysdig.autoscaler.cli;

import com.sysdig.autoscaler.cli.Node.Sequence;
import java.util.ArrayList;
import java.util.List;

/** Takes the objects out of one file, those in Lists too. */
final class ManifestReader {
    private static final int MAX_OBJECTS = 100_000;
    private static final int MAX_LISTS = 2;

    private final String file;
    private final ObjectReader objects;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Manifest> manifests = new ArrayList<>();
    private int seen;
    private int others;
    private boolean template;

    private ManifestReader(String file, String defaultNamespace) {
        this.file = file;
        this.objects = new ObjectReader(file, defaultNamespace, findings::add);
    }

    static FileContent read(String file, String text, String defaultNamespace) {
        var reader = new ManifestReader(file, defaultNamespace);
        Chunk.of(text).forEach(reader::read);
        return new FileContent(reader.manifests, reader.others, reader.findings);
    }

    private void read(Chunk chunk) {
        switch (NodeReader.read(chunk)) {
            case NodeReader.Outcome.Read(var documents) -> documents.forEach(document -> add(document, 0));
            case NodeReader.Outcome.Broken _ when Templates.in(chunk.text()) -> template(chunk);
            case NodeReader.Outcome.Broken(int line, String fault, String remedy) ->
                findings.add(Finding.error(new Place(file, line), null, fault, remedy));
        }
    }

    /** Once for a file: everything else that is wrong with it may be due to this. */
    private void template(Chunk chunk) {
        if (!template) {
            var line = chunk.linesBefore() + Templates.line(chunk.text());
            findings.add(Finding.error(new Place(file, line), null, Templates.FAULT, Templates.REMEDY));
        }
        template = true;
    }

    private void add(Node node, int lists) {
        if (isFull(node) || isNothing(node)) {
            return;
        }
        var fields = Fields.of(node);
        if (fields.text("kind").endsWith("List") && fields.value("items") instanceof Sequence items) {
            if (lists < MAX_LISTS) {
                items.items().stream().takeWhile(_ -> seen <= MAX_OBJECTS).forEach(item -> add(item, lists + 1));
            }
            return;
        }
        objects.read(node, fields).ifPresentOrElse(manifests::add, () -> others++);
    }

    private static boolean isNothing(Node node) {
        return node instanceof Node.Scalar scalar && scalar.type() == ScalarType.NULL;
    }

    private boolean isFull(Node node) {
        seen++;
        if (seen == MAX_OBJECTS + 1) {
            findings.add(Finding.error(
                    new Place(file, node.line()), null, "holds more than " + MAX_OBJECTS + " objects", "split it"));
        }
        return seen > MAX_OBJECTS;
    }
}

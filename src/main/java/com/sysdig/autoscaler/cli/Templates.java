package com.sysdig.autoscaler.cli;

/** Expressions of Helm and the like. Some of them are YAML by accident: unquoted, a mapping with a mapping for a key. */
final class Templates {
    static final String FAULT = "is a template and no manifest yet";
    static final String REMEDY = "render it first, as with `helm template <chart> | sysdig-autoscaler check -`";
    private static final String OPENING = "{{";

    private Templates() {}

    static boolean in(String text) {
        return text.contains(OPENING);
    }

    static boolean in(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> in(scalar.text());
            case Node.Mapping mapping ->
                mapping.fields().stream().anyMatch(field -> !(field.key() instanceof Node.Scalar));
            case Node.Sequence _ -> false;
        };
    }

    /** Of the first expression, counted from 1. */
    static int line(String text) {
        return 1
                + Math.toIntExact(text.substring(0, text.indexOf(OPENING))
                        .chars()
                        .filter(character -> character == '\n')
                        .count());
    }
}

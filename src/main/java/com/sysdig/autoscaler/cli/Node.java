package com.sysdig.autoscaler.cli;

import java.util.List;

/**
 * What a YAML or JSON document is made of. Aliases are replaced by what they stand for, so that one node may be found in
 * several places, though never within itself. Lines count from 1.
 */
sealed interface Node {
    int line();

    /** What the value is to {@code kubectl}, {@code a number}. */
    String described();

    record Scalar(int line, String text, ScalarType type) implements Node {
        @Override
        public String described() {
            return type.described();
        }
    }

    record Mapping(int line, List<Field> fields) implements Node {
        @Override
        public String described() {
            return "a mapping";
        }
    }

    record Sequence(int line, List<Node> items) implements Node {
        @Override
        public String described() {
            return "a list";
        }
    }

    record Field(Node key, Node value) {}
}

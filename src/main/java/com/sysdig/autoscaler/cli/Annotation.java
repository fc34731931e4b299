package com.sysdig.autoscaler.cli;

/** One of our annotations as a manifest has it; {@code line} is that of its key. */
record Annotation(int line, Node value) {
    /** What it would be in quotes; empty where there is nothing to put into them. */
    String text() {
        return value instanceof Node.Scalar scalar && scalar.type() != ScalarType.NULL ? scalar.text() : "";
    }

    boolean isString() {
        return value instanceof Node.Scalar scalar && scalar.type() == ScalarType.STRING;
    }
}

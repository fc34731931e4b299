package com.sysdig.autoscaler.cli;

/** Which object of a manifest, for people. */
record ObjectName(String kind, String namespace, String name) {
    ObjectName {
        kind = OneLine.of(kind);
        namespace = OneLine.of(namespace);
        name = OneLine.of(name);
    }

    @Override
    public String toString() {
        return kind + " " + namespace + "/" + name;
    }
}

package com.sysdig.autoscaler.query;

/** Objects, other than workloads, whose series Sysdig tells apart by a label of their name. */
public enum ObjectKind {
    NAMESPACE(SeriesLabel.NAMESPACE.text()),
    POD(SeriesLabel.POD),
    SERVICE("kube_service_name"),
    NODE("kube_node_name");

    private final String label;

    ObjectKind(String label) {
        this.label = label;
    }

    /** The label that holds the object's name. */
    public String label() {
        return label;
    }
}

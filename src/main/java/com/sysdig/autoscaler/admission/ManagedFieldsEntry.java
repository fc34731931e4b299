package com.sysdig.autoscaler.admission;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads one entry of {@code metadata.managedFields}. By one thread. */
final class ManagedFieldsEntry {
    private String operation = "";
    private String subresource = "";
    private boolean replicas;

    void field(String name, JsonParser at) throws IOException {
        switch (name) {
            case "operation" -> operation = Walk.text(at);
            case "subresource" -> subresource = Walk.text(at);
            case "fieldsV1" -> Walk.fields(at, this::part);
            default -> {}
        }
    }

    boolean appliesReplicas() {
        return replicas && operation.equals("Apply") && subresource.isEmpty();
    }

    private void part(String name, JsonParser at) throws IOException {
        if (name.equals("f:spec")) {
            Walk.fields(at, (field, _) -> replicas |= field.equals("f:replicas"));
        }
    }
}

package com.sysdig.autoscaler.admission;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an object of any kind that has metadata and perhaps replicas. For one object, by one thread. */
final class ObjectReader {
    private static final String OURS = "sysdig.com/scale-";
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private final JsonFactory json;
    private final Map<String, String> ours = new HashMap<>();
    private String name = "";
    private String generateName = "";
    private String namespace = "";
    private long annotationLength;
    private @Nullable Integer replicas;
    private boolean applied;

    ObjectReader(JsonFactory json) {
        this.json = json;
    }

    void read(JsonParser at) throws IOException {
        Walk.fields(at, this::part);
    }

    /** Keys and values of all annotations together, in characters. */
    long annotationLength() {
        return annotationLength;
    }

    /** The request knows the namespace and, without generateName, the name; older clients leave them out of the object. */
    Submitted submitted(String requestNamespace, String requestName) {
        var named = name.isEmpty() ? requestName : name;
        return new Submitted(
                requestNamespace.isEmpty() ? namespace : requestNamespace,
                named.isEmpty() ? generateName : named,
                ours,
                replicas,
                applied);
    }

    private void part(String field, JsonParser at) throws IOException {
        switch (field) {
            case "metadata" -> Walk.fields(at, this::metadata);
            case "spec" -> Walk.fields(at, this::spec);
            default -> {}
        }
    }

    private void metadata(String field, JsonParser at) throws IOException {
        switch (field) {
            case "name" -> name = Walk.text(at);
            case "generateName" -> generateName = Walk.text(at);
            case "namespace" -> namespace = Walk.text(at);
            case "annotations" -> Walk.fields(at, this::annotation);
            case "managedFields" -> Walk.elements(at, this::manager);
            default -> {}
        }
    }

    private void annotation(String key, JsonParser at) throws IOException {
        var value = Walk.text(at);
        annotationLength += key.length() + value.length();
        if (key.startsWith(OURS)) {
            ours.put(key, value);
        } else if (key.equals(LAST_APPLIED)) {
            applied |= setsReplicas(value);
        }
    }

    private void spec(String field, JsonParser at) throws IOException {
        if (field.equals("replicas") && at.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            replicas = at.getValueAsInt();
        }
    }

    private void manager(JsonParser at) throws IOException {
        var entry = new ManagedFieldsEntry();
        Walk.fields(at, entry::field);
        applied |= entry.appliesReplicas();
    }

    /** Of a manifest in an annotation, which anybody may write; what cannot be read sets nothing. */
    private boolean setsReplicas(String manifest) throws IOException {
        var inner = new ObjectReader(json);
        try (var at = json.createParser(manifest)) {
            at.nextToken();
            if (at.currentToken() != null) {
                inner.read(at);
            }
        } catch (JacksonException _) {
            return false;
        }
        return inner.replicas != null;
    }
}

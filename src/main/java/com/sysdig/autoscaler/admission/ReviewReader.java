package com.sysdig.autoscaler.admission;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.sysdig.autoscaler.admission.Incoming.Review;
import com.sysdig.autoscaler.admission.Incoming.Unreadable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** From bytes to a review: only what is looked at is kept, whatever else the object has. For one body, by one thread. */
final class ReviewReader {
    private static final String VERSION = "admission.k8s.io/v1";
    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_UID = 256;
    /** Kubernetes' own limit to all annotations of one object, in bytes; more never comes from an API server. */
    private static final long LONGEST_ANNOTATIONS = 256 * 1024;

    private String version = "";
    private String uid = "";
    private String operation = "";
    private String namespace = "";
    private String name = "";
    private String group = "";
    private String resource = "";
    private @Nullable ObjectReader object;

    private ReviewReader() {}

    static Incoming read(byte[] body) {
        var reader = new ReviewReader();
        try (var at = JSON.createParser(body)) {
            if (at.nextToken() == null) {
                return new Unreadable("the body is empty");
            }
            Walk.fields(at, reader::top);
            at.skipChildren();
            return at.nextToken() == null ? reader.review() : new Unreadable("the body goes on after its JSON");
        } catch (JacksonException e) {
            return new Unreadable("the body is no JSON: " + Line.of(e.getOriginalMessage()));
        } catch (IOException e) {
            return new Unreadable("the body is no text: " + Line.of(String.valueOf(e.getMessage())));
        }
    }

    private Incoming review() {
        if (!version.equals(VERSION)) {
            return new Unreadable("the body is no AdmissionReview of " + VERSION + ", its apiVersion is \""
                    + Line.of(version) + "\"");
        }
        if (uid.isEmpty() || uid.length() > LONGEST_UID) {
            return new Unreadable("request.uid is missing or longer than " + LONGEST_UID + " characters");
        }
        if (object != null && object.annotationLength() > LONGEST_ANNOTATIONS) {
            return new Unreadable("the object has more annotations than Kubernetes allows");
        }
        return new Review(
                uid, resource + "." + group, operation, object == null ? null : object.submitted(namespace, name));
    }

    private void top(String field, JsonParser at) throws IOException {
        switch (field) {
            case "apiVersion" -> version = Walk.text(at);
            case "request" -> Walk.fields(at, this::request);
            default -> {}
        }
    }

    private void request(String field, JsonParser at) throws IOException {
        switch (field) {
            case "uid" -> uid = Walk.text(at);
            case "operation" -> operation = Walk.text(at);
            case "namespace" -> namespace = Walk.text(at);
            case "name" -> name = Walk.text(at);
            case "resource" -> Walk.fields(at, this::resource);
            case "object" -> object(at);
            default -> {}
        }
    }

    private void resource(String field, JsonParser at) throws IOException {
        switch (field) {
            case "group" -> group = Walk.text(at);
            case "resource" -> resource = Walk.text(at);
            default -> {}
        }
    }

    private void object(JsonParser at) throws IOException {
        if (at.isExpectedStartObjectToken()) {
            object = new ObjectReader(JSON);
            object.read(at);
        }
    }
}

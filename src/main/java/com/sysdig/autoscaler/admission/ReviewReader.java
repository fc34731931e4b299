package com.sysdig.autoscaler.admission;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.sysdig.autoscaler.admission.Incoming.Review;
import com.sysdig.autoscaler.admission.Incoming.Unreadable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** From bytes to a review: only what is looked at is kept, whatever else the object has. For one body, by one thread. */
final class ReviewReader {
    private static final String VERSION = "admission.k8s.io/v1";
    /** Anybody may post field names without end, and a native executable never forgets what is interned. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

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
    private @Nullable ObjectReader before;
    private final RequesterReader user = new RequesterReader();

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

    /** The uid alone, reading no further than to it; empty where there is none. */
    static String uid(byte[] body) {
        try (var at = JSON.createParser(body)) {
            while (at.nextToken() != null) {
                if (at.currentToken() == JsonToken.FIELD_NAME
                        && at.currentName().equals("uid")
                        && isRequest(at.getParsingContext())) {
                    at.nextToken();
                    return Walk.text(at);
                }
            }
        } catch (IOException _) {
            // It goes on without.
        }
        return "";
    }

    private static boolean isRequest(JsonStreamContext context) {
        var parent = context.getParent();
        return parent != null
                && "request".equals(parent.getCurrentName())
                && parent.getParent() != null
                && parent.getParent().inRoot();
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
        return review(object == null ? null : object.submitted(namespace, name));
    }

    private Incoming review(@Nullable Submitted submitted) {
        return submitted == null || submitted.isNamedInText()
                ? new Review(uid, resource + "." + group, operation, submitted, adoptedBefore(), user.user())
                : new Unreadable("the object's namespace or name has half a character in it");
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
            case "object" -> object = object(at);
            case "oldObject" -> before = object(at);
            case "userInfo" -> user.read(at);
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

    private static @Nullable ObjectReader object(JsonParser at) throws IOException {
        if (!at.isExpectedStartObjectToken()) {
            return null;
        }
        var reader = new ObjectReader(JSON);
        reader.read(at);
        return reader;
    }

    private String adoptedBefore() {
        return before == null
                ? ""
                : before.submitted(namespace, name).annotations().getOrDefault(Adoption.KEY, "");
    }
}

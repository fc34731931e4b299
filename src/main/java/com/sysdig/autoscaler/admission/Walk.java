package com.sysdig.autoscaler.admission;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Goes through JSON once, from front to back, so that a large object is never in memory as a tree. Where something is of
 * another type than expected it counts as absent: the API server has checked the object already.
 */
final class Walk {
    private Walk() {}

    /** Called with the parser at the value; what it does not read is skipped. */
    @FunctionalInterface
    interface Field {
        void read(String name, JsonParser at) throws IOException;
    }

    /** As {@link Field}, for one element. */
    @FunctionalInterface
    interface Element {
        void read(JsonParser at) throws IOException;
    }

    static void fields(JsonParser at, Field field) throws IOException {
        if (!at.isExpectedStartObjectToken()) {
            return;
        }
        while (at.nextToken() == JsonToken.FIELD_NAME) {
            var name = at.currentName();
            at.nextToken();
            field.read(name, at);
            at.skipChildren();
        }
    }

    static void elements(JsonParser at, Element element) throws IOException {
        if (!at.isExpectedStartArrayToken()) {
            return;
        }
        while (at.nextToken() != JsonToken.END_ARRAY) {
            element.read(at);
            at.skipChildren();
        }
    }

    /** Empty for what is no scalar. */
    static String text(JsonParser at) throws IOException {
        return at.currentToken().isScalarValue() && at.currentToken() != JsonToken.VALUE_NULL ? at.getText() : "";
    }
}

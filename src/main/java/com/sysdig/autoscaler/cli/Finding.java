package com.sysdig.autoscaler.cli;

import com.sysdig.autoscaler.annotation.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell about a manifest.
 *
 * @param object null where no object can be told of, as in a file that is not YAML
 * @param key full key of the annotation, or path of the field; null where it is about neither
 * @param value what was given; null where there is nothing to quote
 */
record Finding(
        Severity severity,
        Place place,
        @Nullable ObjectName object,
        @Nullable String key,
        @Nullable String value,
        String fault,
        String remedy) {
    Finding {
        key = key == null ? null : OneLine.of(key);
        value = value == null ? null : OneLine.of(value);
        fault = OneLine.of(fault);
        remedy = OneLine.of(remedy);
    }

    /** Whether a manifest can be followed all the same. */
    enum Severity {
        ERROR("error"),
        WARNING("warning");

        private final String text;

        Severity(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    static Finding error(Place place, @Nullable ObjectName object, String fault, String remedy) {
        return new Finding(Severity.ERROR, place, object, null, null, fault, remedy);
    }

    static Finding error(Place place, ObjectName object, Problem problem) {
        return new Finding(
                Severity.ERROR, place, object, problem.key(), problem.value(), problem.fault(), problem.remedy());
    }

    static Finding warning(Place place, ObjectName object, String key, String fault, String remedy) {
        return new Finding(Severity.WARNING, place, object, key, null, fault, remedy);
    }

    boolean isError() {
        return severity == Severity.ERROR;
    }

    /** All of it but the place, in one line. */
    String message() {
        return (object == null ? "" : object + ": ") + said();
    }

    private String said() {
        if (key == null) {
            return fault + "; " + remedy;
        }
        return new Problem(key, value, fault, remedy).text();
    }
}

package com.sysdig.autoscaler.annotation;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with the annotations, for the person who wrote them.
 *
 * @param key the annotation's full key, {@code sysdig.com/scale-target}
 * @param value what was given, shortened if long; null where the annotation is absent
 * @param fault what is wrong
 * @param remedy what to write instead
 */
public record Problem(String key, @Nullable String value, String fault, String remedy) {
    /** All of it in one line. */
    public String text() {
        return key + (value == null ? "" : "=\"" + value + "\"") + ": " + fault + "; " + remedy;
    }
}

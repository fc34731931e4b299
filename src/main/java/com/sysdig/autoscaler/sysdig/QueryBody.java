package com.sysdig.autoscaler.sysdig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer with status 200. Key order varies, unknown keys are skipped, and numbers are taken for text where
 * text is due: Sysdig writes time stamps both ways.
 *
 * @param error only beside the status {@code error}
 */
@RegisterForReflection
record QueryBody(
        @Nullable String status,
        @Nullable String errorType,
        @Nullable JsonNode error,
        @Nullable Result data,
        @Nullable List<@Nullable String> warnings) {
    /**
     * The result proper.
     *
     * @param result kept as it is until its type is known, which may stand behind it
     */
    @RegisterForReflection
    record Result(@Nullable String resultType, @Nullable TokenBuffer result) {}

    /**
     * One element of a vector.
     *
     * @param value time and number; null in an element that is a histogram
     */
    @RegisterForReflection
    record Element(
            @Nullable Map<String, @Nullable String> metric,
            @Nullable List<@Nullable String> value) {}
}

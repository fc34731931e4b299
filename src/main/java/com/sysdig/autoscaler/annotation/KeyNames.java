package com.sysdig.autoscaler.annotation;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds annotations by the fixed part of their key, {@code scale-metric}. */
final class KeyNames {
    /** Is no help in telling names apart. */
    private static final String COMMON = "scale-";

    private static final Map<String, AnnotationKey> BY_FIXED_PART = by(AnnotationKey::fixedPart);
    private static final Map<String, AnnotationKey> BY_OWN_PART = by(key -> ownPart(key.fixedPart()));

    private KeyNames() {}

    static Optional<AnnotationKey> find(String fixedPart) {
        return Optional.ofNullable(BY_FIXED_PART.get(fixedPart));
    }

    /** What was probably meant. */
    static Optional<AnnotationKey> nearest(String fixedPart) {
        return Suggestions.nearest(ownPart(fixedPart), BY_OWN_PART.keySet()).map(BY_OWN_PART::get);
    }

    private static Map<String, AnnotationKey> by(Function<AnnotationKey, String> name) {
        return Arrays.stream(AnnotationKey.values()).collect(Collectors.toUnmodifiableMap(name, Function.identity()));
    }

    private static String ownPart(String fixedPart) {
        return fixedPart.substring(Math.min(COMMON.length(), fixedPart.length()));
    }
}

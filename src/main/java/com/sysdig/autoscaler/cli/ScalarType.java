package com.sysdig.autoscaler.cli;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a scalar is to {@code kubectl}, which reads YAML 1.1: {@code on} is a boolean and {@code 1_000} a number. Source:
 * {@code resolve.go} of {@code go.yaml.in/yaml/v2}, which takes timestamps for strings where JSON is made of them.
 */
enum ScalarType {
    STRING("a string"),
    NUMBER("a number"),
    BOOLEAN("a boolean"),
    NULL("null");

    private static final Set<String> BOOLEANS = Set.of(
            "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON", "n", "N", "no", "No", "NO",
            "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern NUMBERS = Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
            + "|[-+]?0[xX][0-9a-fA-F]+|[-+]?0[bB][01]+|[-+]?0[oO][0-7]+|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
    private static final String YAML_TAG = "tag:yaml.org,2002:";

    private final String described;

    ScalarType(String described) {
        this.described = described;
    }

    String described() {
        return described;
    }

    /** {@code plain}: written without quotes, and not as a block. */
    static ScalarType of(String text, boolean plain, Optional<String> tag) {
        return tag.map(ScalarType::tagged).orElseGet(() -> plain ? resolved(text) : STRING);
    }

    private static ScalarType tagged(String tag) {
        return switch (tag) {
            case YAML_TAG + "int", YAML_TAG + "float" -> NUMBER;
            case YAML_TAG + "bool" -> BOOLEAN;
            case YAML_TAG + "null" -> NULL;
            default -> STRING;
        };
    }

    private static ScalarType resolved(String text) {
        if (NULLS.contains(text)) {
            return NULL;
        }
        if (BOOLEANS.contains(text)) {
            return BOOLEAN;
        }
        return isNumber(text) ? NUMBER : STRING;
    }

    private static boolean isNumber(String text) {
        var first = text.charAt(0);
        var digits = first == '.' ? text : text.replace("_", "");
        return NUMBERS.matcher(digits).matches();
    }
}

package com.sysdig.autoscaler.promql;

/** Parsed texts for tests. */
final class Given {

    private Given() {}

    static PromqlQuery query(String text) {
        return valid(PromqlQuery.parse(text));
    }

    static Scope scope(String text) {
        return valid(Scope.parse(text));
    }

    static <T> T valid(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Valid<T>(var value) -> value;
            case Parsed.SyntaxError<T>(int offset, String message) -> throw new AssertionError(offset + ": " + message);
        };
    }

    static <T> Parsed.SyntaxError<T> error(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Valid<T>(var value) -> throw new AssertionError("valid: " + value);
            case Parsed.SyntaxError<T> error -> error;
        };
    }
}

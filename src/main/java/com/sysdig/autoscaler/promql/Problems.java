package com.sysdig.autoscaler.promql;

import java.util.function.Supplier;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Keeps the first problem that is reported while words or a tree are walked. Belongs to one walk, one thread. */
final class Problems {

    private @Nullable Problem first;

    private record Problem(int offset, String message) {}

    void add(Token at, String message) {
        if (first == null) {
            first = new Problem(at.getStartIndex(), message);
        }
    }

    /** The first problem, or if there is none, the value. */
    <T> Parsed<T> orValid(Supplier<T> value) {
        return first == null ? new Parsed.Valid<>(value.get()) : new Parsed.SyntaxError<>(first.offset, first.message);
    }
}

package com.sysdig.autoscaler.promql;

import java.util.function.Function;

/** What became of a text that was parsed: the value, or the first thing that is wrong with the text. */
public sealed interface Parsed<T> {

    record Valid<T>(T value) implements Parsed<T> {}

    /**
     * The text cannot be taken.
     *
     * @param offset where, in characters (Unicode code points) from the start of the text, counted from 0
     * @param message what is wrong, for people, in the words of Prometheus where it has some; without the position
     */
    record SyntaxError<T>(int offset, String message) implements Parsed<T> {}

    /** Goes on with the value; an error stays what it is. */
    default <R> Parsed<R> then(Function<? super T, Parsed<R>> next) {
        return switch (this) {
            case Valid<T>(var value) -> next.apply(value);
            case SyntaxError<T>(int offset, String message) -> new SyntaxError<>(offset, message);
        };
    }
}

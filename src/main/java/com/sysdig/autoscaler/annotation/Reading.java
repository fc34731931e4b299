package com.sysdig.autoscaler.annotation;

/** What the text of one value comes to. */
sealed interface Reading<T> {
    record Good<T>(T value) implements Reading<T> {}

    /** The two halves of a {@link Problem} that the value alone can tell. */
    record Bad<T>(String fault, String remedy) implements Reading<T> {}

    static <T> Reading<T> good(T value) {
        return new Good<>(value);
    }

    static <T> Reading<T> bad(String fault, String remedy) {
        return new Bad<>(fault, remedy);
    }
}

package com.sysdig.autoscaler.annotation;

/** Reads the text of one value, which is trimmed and not empty. */
@FunctionalInterface
interface Reader<T> {
    Reading<T> read(String text);
}

package com.sysdig.autoscaler.testbed;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** What goes wrong at the stand-in until {@link SysdigStandIn#heal()}; bodies are those that Sysdig sends. */
public sealed interface Fault {

    /** An HTTP error with a body. */
    record Status(int code, String body) implements Fault {}

    /** 429 in the next-generation shape. */
    record TooManyRequests(Duration retryAfter) implements Fault {}

    /** The true answer, late. */
    record Slow(Duration by) implements Fault {}

    /** The connection ends in the middle of the body. */
    record Cut() implements Fault {}

    /** 200 and a page that is not JSON. */
    record Garbage() implements Fault {}

    /** 200 whose body says {@code "status":"error"}. */
    record ErrorBody(String error) implements Fault {}

    /** 200 and an empty vector. */
    record Empty() implements Fault {}

    /** The true answer with every value NaN. */
    record NotANumber() implements Fault {}

    /** The true answer with warnings beside it. */
    record Warnings(List<String> warnings) implements Fault {
        public Warnings {
            warnings = List.copyOf(warnings);
        }
    }

    /** The true answer, but every number (not what is told about it) is this one. */
    record Value(String text) implements Fault {}

    /** The true answer, but with every number twice. */
    record Twice() implements Fault {}

    /** The true answer, but with samples that are this much older. */
    record Old(Duration by) implements Fault {}

    /** Another fault, for some queries only. */
    record When(Predicate<String> query, Fault then) implements Fault {}

    /** Another fault, for queries whose true answer has this in it: what covers one workload is too much. */
    record Covering(String text, Fault then) implements Fault {}

    /** For each query the first that concerns it, if any does. */
    record FirstOf(List<When> faults) implements Fault {
        public FirstOf {
            faults = List.copyOf(faults);
        }
    }

    /** What Prometheus and Sysdig say to a query that they refuse. */
    static Fault rejected(String error) {
        return new Status(422, "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"" + error + "\"}");
    }
}

package com.sysdig.autoscaler.promql;

import java.util.List;

/** Label matchers as written between the braces of a selector. */
public record Scope(List<Matcher> matchers) {
    public static final Scope EMPTY = new Scope(List.of());

    public Scope {
        matchers = List.copyOf(matchers);
    }
}

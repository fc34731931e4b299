package com.sysdig.autoscaler.annotation;

import com.sysdig.autoscaler.promql.Scope;

/** Further label matchers of a metric. */
final class Scopes {
    private Scopes() {}

    static Reading<Scope> read(String text) {
        return Reading.bad("scopes are not read yet", "remove it " + text);
    }
}

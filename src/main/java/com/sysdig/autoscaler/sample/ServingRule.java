package com.sysdig.autoscaler.sample;

import com.sysdig.autoscaler.policy.OnEmpty;
import java.time.Duration;
import java.time.Instant;

/** Decides whether what the store holds may be served. In this form every gap in the data means hold. */
public final class ServingRule {
    private final Duration maxAge;

    // maxAge: how long after its evaluation an answer may still be served: a few poll intervals and the ingestion delay
    public ServingRule(Duration maxAge) {
        this.maxAge = maxAge;
    }

    public Served decide(History history, OnEmpty onEmpty, Instant now) {
        throw new UnsupportedOperationException(history + " " + onEmpty + now + maxAge);
    }
}

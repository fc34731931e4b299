package com.sysdig.autoscaler.sysdig;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that a test moves. */
public final class HandClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-25T12:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    public void forward(Duration by) {
        now = now.plus(by);
    }

    void back(Duration by) {
        now = now.minus(by);
    }
}

package com.sysdig.autoscaler.sample;

import java.time.Duration;

/** Nobody told it anything, and it remembers nothing. */
public final class Unrestrained implements Restrained {
    @Override
    public Restraint restraint() {
        return new Restraint(Duration.ZERO, 4096, 1);
    }

    @Override
    public void obey(Restraint told) {}
}

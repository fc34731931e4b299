package com.sysdig.autoscaler.metricsapi.access;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** How long a request may be kept waiting, for whatever it waits, so that it is answered within a second. */
public final class Patience {
    static final Duration LIMIT = Duration.ofMillis(900);

    private Patience() {}

    static void begin(RoutingContext context) {
        context.put(Patience.class.getName(), System.nanoTime());
    }

    /** What is left of it, for a request that the gate has let in; never negative. */
    public static Duration left(RoutingContext context) {
        Long began = context.get(Patience.class.getName());
        var left = LIMIT.minusNanos(began == null ? 0 : System.nanoTime() - began);
        return left.isNegative() ? Duration.ZERO : left;
    }
}

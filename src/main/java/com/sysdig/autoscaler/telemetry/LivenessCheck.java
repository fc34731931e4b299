package com.sysdig.autoscaler.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Alive as long as the poll loop ticks. A tick waits for nothing outside, so that its absence means a dead or blocked
 * thread, which only a restart mends.
 */
public final class LivenessCheck implements HealthCheck {
    /** Beside one and a half periods: a node that is short of CPU must not have us restarted. */
    static final Duration ALLOWANCE = Duration.ofSeconds(30);

    private final Supplier<Optional<Instant>> lastTick;
    private final Duration longestGap;
    private final InstantSource clock;
    private final Instant started;

    /**
     * @param lastTick empty before the first, which does not wait for anything either
     * @param period between two ticks
     */
    public LivenessCheck(Supplier<Optional<Instant>> lastTick, Duration period, InstantSource clock) {
        this.lastTick = lastTick;
        this.longestGap = period.plus(period.dividedBy(2)).plus(ALLOWANCE);
        this.clock = clock;
        this.started = clock.instant();
    }

    @Override
    public HealthCheckResponse call() {
        var tick = lastTick.get();
        var deadline = tick.orElse(started).plus(longestGap);
        return HealthCheckResponse.named("asks Sysdig in time")
                .status(!clock.instant().isAfter(deadline))
                .withData("lastTick", tick.map(Instant::toString).orElse("none yet"))
                .build();
    }
}

package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.certificates.CurrentCertificate;
import com.sysdig.autoscaler.polling.PollLoop;
import com.sysdig.autoscaler.telemetry.LivenessCheck;
import com.sysdig.autoscaler.telemetry.Precondition;
import com.sysdig.autoscaler.telemetry.ReadinessCheck;
import com.sysdig.autoscaler.workload.CachesFilled;
import io.quarkus.arc.All;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Makes the probes, and a precondition of each part that has one. */
final class HealthBeans {
    @Produces
    @Liveness
    @Singleton
    HealthCheck live(PollLoop loop, InstantSource clock) {
        return new LivenessCheck(loop::lastTick, PollLoop.TICK, clock);
    }

    @Produces
    @Readiness
    @Singleton
    HealthCheck ready(@All List<Precondition> preconditions) {
        return new ReadinessCheck(preconditions);
    }

    @Produces
    @Singleton
    Precondition certificate(CurrentCertificate current, InstantSource clock) {
        return new Precondition(
                "certificate", () -> current.isValid(clock.instant()), "a serving certificate that has not expired");
    }

    @Produces
    @Singleton
    Precondition caches(CachesFilled caches) {
        return new Precondition("caches", caches::yes, "the first list of workloads");
    }

    @Produces
    @Singleton
    Precondition round(PollLoop loop) {
        return new Precondition(
                "round", () -> loop.roundsEnded() > 0, "every question to be asked once, with or without success");
    }
}

package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.certificates.CurrentCertificate;
import com.sysdig.autoscaler.certificates.Registration;
import com.sysdig.autoscaler.polling.PollLoop;
import com.sysdig.autoscaler.polling.Trouble;
import com.sysdig.autoscaler.registration.ApiServiceRegistration;
import com.sysdig.autoscaler.registration.CustomRegistrations;
import com.sysdig.autoscaler.registration.WebhookRegistration;
import com.sysdig.autoscaler.telemetry.Detail;
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
    HealthCheck ready(@All List<Precondition> preconditions, @All List<Detail> details) {
        return new ReadinessCheck(preconditions, details);
    }

    @Produces
    @Singleton
    Detail sysdig(PollLoop loop) {
        return detail(Trouble.OUTAGE, loop);
    }

    @Produces
    @Singleton
    Detail budget(PollLoop loop) {
        return detail(Trouble.BUDGET_TOO_SMALL, loop);
    }

    @Produces
    @Singleton
    Detail series(PollLoop loop) {
        return detail(Trouble.NOTHING_FOUND, loop);
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

    /** Another adapter's is no reason not to be ready: reviews are answered all the same. */
    @Produces
    @Singleton
    Detail apiService(ApiServiceRegistration registration) {
        return new Detail("apiService", registration::text);
    }

    @Produces
    @Singleton
    Detail customApiServices(Registration settings, CustomRegistrations registrations) {
        return new Detail(
                "customApiServices",
                () -> settings.customMetrics() ? registrations.text() : "not served (autoscaler.custom-metrics)");
    }

    /** Without it no key is known, and reviews are answered out of what is posted alone, which denies adopting. */
    @Produces
    @Singleton
    Detail webhook(WebhookRegistration registration) {
        return new Detail("webhook", registration::text);
    }

    private static Detail detail(Trouble trouble, PollLoop loop) {
        return new Detail(trouble.topic(), () -> loop.troubles().text(trouble).orElse("nothing is the matter"));
    }
}

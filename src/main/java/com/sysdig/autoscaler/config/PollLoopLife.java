package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.certificates.ServiceAddress;
import com.sysdig.autoscaler.polling.PollLoop;
import com.sysdig.autoscaler.telemetry.ServiceEvents;
import com.sysdig.autoscaler.upkeep.Upkeep;
import com.sysdig.autoscaler.workload.CachesFilled;
import com.sysdig.autoscaler.workload.LeaseHolder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;

/** Starts the loop, which asks nothing until the caches are full, and ends it; tells of its troubles. */
@Singleton
final class PollLoopLife {
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(10);

    private final PollLoop loop;
    private final CachesFilled caches;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("poll-ticks").daemon().factory());

    private final Upkeep events;

    PollLoopLife(
            PollLoop loop,
            CachesFilled caches,
            ServiceAddress service,
            KubernetesClient kubernetes,
            InstantSource clock) {
        this.loop = loop;
        this.caches = caches;
        this.events = new Upkeep(
                "telling about Sysdig by Events",
                TOLD_WITHIN,
                new ServiceEvents(loop.troubles(), service, kubernetes, clock)::tell);
    }

    void onStart(@Observes StartupEvent event, LeaseHolder holder) {
        loop.start(ticks);
        // Whoever waits for us to be ready waits for the first round, and need not for a tick as well.
        caches.whenFilled(this::tickSoon);
        holder.onChange(this::tickSoon);
        events.soon();
    }

    private void tickSoon() {
        try {
            ticks.execute(loop::tick);
        } catch (RejectedExecutionException _) {
            // the process ends
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        events.close();
        ticks.shutdownNow();
        loop.close();
    }
}

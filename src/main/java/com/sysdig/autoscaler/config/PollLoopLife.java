package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.polling.PollLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Starts the loop, which asks nothing until the caches are full, and ends it. */
@Singleton
final class PollLoopLife {
    private final PollLoop loop;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("poll-ticks").daemon().factory());

    PollLoopLife(PollLoop loop) {
        this.loop = loop;
    }

    void onStart(@Observes StartupEvent event) {
        loop.start(ticks);
    }

    void onStop(@Observes ShutdownEvent event) {
        ticks.shutdownNow();
        loop.close();
    }
}

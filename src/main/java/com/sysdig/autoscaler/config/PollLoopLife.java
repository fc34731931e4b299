package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.polling.PollLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Starts the loop when the caches are full, so that its first round asks for everything, and ends it. */
@Singleton
final class PollLoopLife {
    /** After the observers that fill the catalog. */
    private static final int LAST = 20_000;

    private final PollLoop loop;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("poll-ticks").daemon().factory());

    PollLoopLife(PollLoop loop) {
        this.loop = loop;
    }

    void onStart(@Observes @Priority(LAST) StartupEvent event) {
        loop.start(ticks);
    }

    void onStop(@Observes ShutdownEvent event) {
        ticks.shutdownNow();
        loop.close();
    }
}

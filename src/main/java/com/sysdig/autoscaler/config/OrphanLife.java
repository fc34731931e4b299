package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.upkeep.Upkeep;
import com.sysdig.autoscaler.workload.OrphanCare;
import com.sysdig.autoscaler.workload.OrphanWatch;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Gives HorizontalPodAutoscalers back whose workload is gone: when one goes, when this replica begins to lead, every minute. */
@Singleton
final class OrphanLife {
    private final Upkeep upkeep;
    private final OrphanWatch watch;

    OrphanLife(OrphanCare care, OrphanWatch watch) {
        this.watch = watch;
        this.upkeep = new Upkeep("giving back adopted HorizontalPodAutoscalers", Duration.ofMinutes(1), care::giveBack);
    }

    void onStart(@Observes StartupEvent event) {
        watch.onDue(upkeep::soon);
        upkeep.soon();
    }

    void onStop(@Observes ShutdownEvent event) {
        upkeep.close();
    }
}

package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.peers.Copying;
import com.sysdig.autoscaler.peers.LivingReplicas;
import com.sysdig.autoscaler.upkeep.Upkeep;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Keeps copying from the replica that asks, and counting replicas, in the background. */
@Singleton
final class PeersLife {
    /** So much later than elsewhere an answer is known here. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Copying copying;
    private final LivingReplicas living;
    private final Upkeep upkeep;

    PeersLife(Copying copying, LivingReplicas living) {
        this.copying = copying;
        this.living = living;
        this.upkeep = new Upkeep("copying the answers of the replica that asks Sysdig", INTERVAL, copying::round);
    }

    void onStart(@Observes StartupEvent event) {
        living.watch();
        upkeep.soon();
    }

    void onStop(@Observes ShutdownEvent event) {
        upkeep.close();
        living.close();
        try {
            copying.leave();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.workload.Reconcilers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** In place of the extension's own start, which would keep the ports closed until the informers have listed. */
@Singleton
final class ReconcilersLife {
    private final Reconcilers reconcilers;

    ReconcilersLife(Reconcilers reconcilers) {
        this.reconcilers = reconcilers;
    }

    void onStart(@Observes StartupEvent event) {
        reconcilers.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        reconcilers.stop();
    }
}

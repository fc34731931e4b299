package com.sysdig.autoscaler.certificates;

import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

/** The TLS configuration of the main port. */
@Singleton
public final class ServingBucket {
    static final String NAME = "serving";

    private final TlsConfigurationRegistry registry;
    private final Event<CertificateUpdatedEvent> updated;

    ServingBucket(TlsConfigurationRegistry registry, Event<CertificateUpdatedEvent> updated) {
        this.registry = registry;
        this.updated = updated;
    }

    /** From here on every new handshake gets the current certificate; open connections stay. */
    public void reload() {
        var bucket = registry.get(NAME).orElseThrow();
        bucket.reload();
        updated.fire(new CertificateUpdatedEvent(NAME, bucket));
    }
}

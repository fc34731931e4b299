package com.sysdig.autoscaler.certificates;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What is served with at the moment. Safe for use by several threads. */
public final class CurrentCertificate {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    // Written by the one thread that settles it, read by all.
    private volatile @Nullable ServingCertificate current;

    /** Empty until the first one is there: before that nobody can trust us. */
    public Optional<ServingCertificate> get() {
        return Optional.ofNullable(current);
    }

    /** Whether there is one that the API server can accept. */
    public boolean isValid(Instant now) {
        return get().filter(certificate -> now.isBefore(certificate.expiry())).isPresent();
    }

    /** {@code listener} is called after every change, on the thread that made it. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    void replace(ServingCertificate certificate) {
        var before = current;
        current = certificate;
        if (before == null || !before.isSameAs(certificate)) {
            tell(before);
        }
    }

    /** A listener that fails makes the change undone, so that the next attempt is a change again. */
    private void tell(@Nullable ServingCertificate before) {
        try {
            listeners.forEach(Runnable::run);
        } catch (RuntimeException e) {
            current = before;
            throw e;
        }
    }
}

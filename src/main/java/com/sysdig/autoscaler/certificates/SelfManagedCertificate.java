package com.sysdig.autoscaler.certificates;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps certificates of our own authority in a Secret. Whichever replica comes first issues them, the others adopt them; the
 * same goes for every step of {@link Rotation}. A Secret that is gone, broken or expired gets back what this replica serves
 * with; one that has nothing to serve with yet begins anew.
 */
public final class SelfManagedCertificate implements CertificateSource {
    private static final Logger LOG = Logger.getLogger(SelfManagedCertificate.class);

    private final CertificateSecret secret;
    private final CertificateEvents events;
    private final Rotation rotation;
    private final InstantSource clock;
    private final CurrentCertificate current;
    private final Trouble trouble = new Trouble();

    /** The last good ones; guarded by this. */
    private @Nullable SharedCertificates known;

    public SelfManagedCertificate(
            KubernetesClient kubernetes, ServiceAddress address, InstantSource clock, CurrentCertificate current) {
        this.secret = new CertificateSecret(kubernetes, address.namespace());
        this.events = new CertificateEvents(kubernetes);
        this.rotation = new Rotation(address);
        this.clock = clock;
        this.current = current;
    }

    @Override
    public synchronized void settle() throws GeneralSecurityException {
        var now = clock.instant();
        var stored = secret.read();
        switch (found(stored, now)) {
            case Found.Usable(var shared) -> {
                keep(stored, shared, rotation.step(shared, now));
                trouble.isOver(now);
            }
            case Found.Nothing _ -> write(stored, rotation.begin(now));
            case Found.Wrong(var why) -> repair(stored, why, now);
        }
    }

    /** What there is in the Secret. */
    private sealed interface Found {
        record Usable(SharedCertificates shared) implements Found {}

        /** Never was anything, as far as we know. */
        record Nothing() implements Found {}

        record Wrong(String why) implements Found {}
    }

    private Found found(Optional<Secret> stored, Instant now) {
        if (stored.isEmpty()) {
            return known == null ? new Found.Nothing() : new Found.Wrong("it was deleted");
        }
        if (known == null && CertificateSecret.isBlank(stored.get())) {
            return new Found.Nothing();
        }
        try {
            var shared = CertificateSecret.content(stored.get());
            // What has expired is renewed in place, unless this replica knows better.
            return shared.isUsable(now) || lastGood(now).isEmpty()
                    ? new Found.Usable(shared)
                    : new Found.Wrong("what it held has expired");
        } catch (GeneralSecurityException e) {
            return new Found.Wrong(String.valueOf(e.getMessage()));
        }
    }

    private void repair(Optional<Secret> stored, String why, Instant now) throws GeneralSecurityException {
        var good = lastGood(now);
        var note = "Secret " + CertificateSecret.NAME + " is not usable: " + why + ". "
                + (good.isPresent()
                        ? "The last good certificate goes on serving and is written back."
                        : "A new one is issued.");
        var news = trouble.is(note, now);
        // Before the write, since it may fail.
        if (news && stored.isPresent()) {
            events.tell(stored.get(), note, now);
        }
        var wanted = good.isPresent() ? rotation.step(good.get(), now) : afresh(stored, now);
        var written = write(stored, wanted);
        if (news && stored.isEmpty() && written.isPresent()) {
            events.tell(written.get(), note, now);
        }
    }

    /** With the authority that others trust already, if it can be read. */
    private SharedCertificates afresh(Optional<Secret> stored, Instant now) throws GeneralSecurityException {
        var authority = stored.flatMap(CertificateSecret::authority)
                .filter(found -> !found.credential().isExpired(now));
        return authority.isPresent() ? rotation.begin(authority.get(), now) : rotation.begin(now);
    }

    private Optional<SharedCertificates> lastGood(Instant now) {
        return Optional.ofNullable(known).filter(shared -> shared.isUsable(now));
    }

    private void keep(Optional<Secret> stored, SharedCertificates shared, SharedCertificates wanted)
            throws GeneralSecurityException {
        if (wanted.equals(shared)) {
            adopt(shared);
        } else {
            write(stored, wanted);
        }
    }

    private Optional<Secret> write(Optional<Secret> stored, SharedCertificates wanted) throws GeneralSecurityException {
        var written = secret.write(stored, wanted);
        if (written.isPresent()) {
            LOG.infof(
                    "Wrote Secret %s: serving certificate until %s, authority until %s",
                    CertificateSecret.NAME,
                    wanted.leaf().expiry(),
                    wanted.authority().credential().expiry());
            adopt(wanted);
        } else {
            adopt(theirs());
        }
        return written;
    }

    /** Another replica was faster, and what it wrote is as good as ours. */
    private SharedCertificates theirs() throws GeneralSecurityException {
        var stored = secret.read();
        if (stored.isEmpty()) {
            throw new GeneralSecurityException("the Secret " + CertificateSecret.NAME + " changed under our hands");
        }
        return CertificateSecret.content(stored.get());
    }

    private void adopt(SharedCertificates shared) {
        current.replace(shared.serving());
        known = shared;
    }
}

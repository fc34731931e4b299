package com.sysdig.autoscaler.certificates;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps a certificate of our own authority in a Secret. Whichever replica comes first issues it, the others adopt it; it
 * is issued again when two thirds of its life are over or the Service's name has changed. The authority stays as long as
 * it is good for that, so that {@code caBundle}s seldom change.
 */
public final class SelfManagedCertificate {
    private static final Logger LOG = Logger.getLogger(SelfManagedCertificate.class);

    private final CertificateSecret secret;
    private final ServiceAddress address;
    private final InstantSource clock;
    private final CurrentCertificate current;

    public SelfManagedCertificate(
            KubernetesClient kubernetes, ServiceAddress address, InstantSource clock, CurrentCertificate current) {
        this.secret = new CertificateSecret(kubernetes, address.namespace());
        this.address = address;
        this.clock = clock;
        this.current = current;
    }

    /** One look at the Secret, and what follows from it. Blocks. */
    public void settle() throws GeneralSecurityException {
        var stored = secret.read();
        var now = clock.instant();
        var content = stored.flatMap(CertificateSecret::content);
        if (content.isPresent() && content.get().fits(address, now)) {
            current.replace(content.get());
        } else {
            issue(stored, authority(content, now).issue(address, now));
        }
    }

    private void issue(Optional<Secret> stored, ServingCertificate certificate) throws GeneralSecurityException {
        if (secret.write(stored, certificate)) {
            LOG.infof("Issued a serving certificate for %s", address.dnsName());
            current.replace(certificate);
        } else {
            adopt();
        }
    }

    /** Another replica was faster, and its certificate is as good as ours. */
    private void adopt() throws GeneralSecurityException {
        var theirs = secret.read()
                .flatMap(CertificateSecret::content)
                .filter(certificate -> certificate.fits(address, clock.instant()))
                .orElseThrow(() -> new GeneralSecurityException(
                        "the Secret " + CertificateSecret.NAME + " changed under our hands"));
        current.replace(theirs);
    }

    private static Authority authority(Optional<ServingCertificate> content, Instant now)
            throws GeneralSecurityException {
        var stored = content.map(ServingCertificate::authority).filter(authority -> authority.isFresh(now));
        return stored.isPresent() ? new Authority(stored.get()) : Authority.create(now);
    }
}

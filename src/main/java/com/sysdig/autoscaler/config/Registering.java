package com.sysdig.autoscaler.config;

import com.sysdig.autoscaler.certificates.CertificateSource;
import com.sysdig.autoscaler.upkeep.Upkeep;
import com.sysdig.autoscaler.workload.KubernetesVersion;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** What comes before each look at what tells the API server of us. */
@Singleton
final class Registering {
    private static final Logger LOG = Logger.getLogger(Registering.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final KubernetesVersion version;
    private final CertificateSource source;

    Registering(KubernetesVersion version, CertificateSource source) {
        this.version = version;
        this.source = source;
    }

    /** Nothing is registered with a cluster on which we end; there it would stand in everybody's way. */
    Upkeep upkeep(String name, Upkeep.Work settle) {
        return new Upkeep(name, MINUTE, () -> {
            if (version.isNewEnough()) {
                look();
                settle.run();
            }
        });
    }

    /**
     * Before the bundle is compared: what looks like a foreign change may be another replica that knows a newer authority,
     * and two that put each other's changes back would not end.
     */
    private void look() {
        try {
            source.settle();
        } catch (RuntimeException | GeneralSecurityException e) { // whatever it is, the APIService has to be kept
            LOG.debugf(e, "The serving certificate could not be looked at, as its own upkeep tells");
        }
    }
}
